import { buildCache, run } from './mounts';

/** What the probe is called beside the program, unless that has the name. */
export const probeName = 'healthcheck';

/** Its import path, which no program of a project has. */
const module = `image/${probeName}`;

/** What it is to ask in the manner of each protocol. */
export type ProbeProtocol = 'http' | 'grpc';

/** https://github.com/grpc/grpc/blob/master/doc/health-checking.md */
export const grpcHealthPath = '/grpc.health.v1.Health/Check';

/** Nothing but `net`, so that it stays at 2 MB. */
function writeSource(protocols: ReadonlySet<ProbeProtocol>): string {
    const grpc = protocols.has('grpc');
    const http = protocols.has('http');
    return [
        '// healthcheck PATH PORT... asks each port on this machine, and exits with 0 as soon as one answers well.',
        'package main',
        '',
        'import (',
        ...['io', 'net', 'os', 'strings', 'time'].map((name) => `\t"${name}"`),
        ')',
        '',
        main,
        '',
        reach,
        ...(http && grpc
            ? [`\tif path == "${grpcHealthPath}" {`, '\t\treturn answersGRPC(connection, path)', '\t}']
            : []),
        `\treturn answers${http ? 'HTTP' : 'GRPC'}(connection, path)`,
        '}',
        ...(http ? ['', answersHttp] : []),
        ...(grpc ? ['', answersGrpc] : []),
    ].join('\n');
}

const main = String.raw`func main() {
	for _, port := range os.Args[2:] {
		// NAME=8080 is the port that the variable names, else 8080.
		if name, preset, ok := strings.Cut(port, "="); ok {
			port = preset
			if value := os.Getenv(name); value != "" {
				port = value[strings.LastIndexByte(value, ':')+1:]
			}
		}
		if answers(port, os.Args[1]) {
			return
		}
	}
	os.Exit(1)
}`;

const reach = String.raw`func answers(port, path string) bool {
	connection, err := net.DialTimeout("tcp", "127.0.0.1:"+port, time.Second)
	if err != nil {
		return false
	}
	connection.SetDeadline(time.Now().Add(2 * time.Second))`;

const answersHttp = String.raw`func answersHTTP(connection net.Conn, path string) bool {
	connection.Write([]byte("GET " + path + " HTTP/1.0\r\nHost: localhost\r\n\r\n"))
	status := make([]byte, len("HTTP/1.0 2"))
	if _, err := io.ReadFull(connection, status); err != nil {
		return false
	}
	return string(status[:5]) == "HTTP/" && (status[9] == '2' || status[9] == '3')
}`;

const answersGrpc = String.raw`// Calls the method with an empty message, over HTTP/2 without TLS, and wants the status SERVING.
func answersGRPC(connection net.Conn, path string) bool {
	headers := "\x83\x86\x04" + text(path) + // :method POST, :scheme http, :path
		"\x01" + text("localhost") + // :authority
		"\x0f\x10" + text("application/grpc") + // content-type
		"\x00" + text("te") + text("trailers")
	connection.Write([]byte("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(4, 0, 0, "") + // SETTINGS
		frame(1, 4, 1, headers) + frame(0, 1, 1, "\x00\x00\x00\x00\x00"))) // HEADERS and DATA, the end
	head := make([]byte, 9)
	for {
		if _, err := io.ReadFull(connection, head); err != nil {
			return false
		}
		body := make([]byte, int(head[0])<<16|int(head[1])<<8|int(head[2]))
		if _, err := io.ReadFull(connection, body); err != nil {
			return false
		}
		if head[3] == 0 { // DATA
			return string(body) == "\x00\x00\x00\x00\x02\x08\x01"
		}
	}
}

func text(word string) string {
	return string(rune(len(word))) + word
}

func frame(kind, flags, stream byte, body string) string {
	return string([]byte{0, 0, byte(len(body)), kind, flags, 0, 0, 0, stream}) + body
}`;

/** The stage that compiles the probe. */
export function writeProbe(stage: string, protocols: ReadonlySet<ProbeProtocol>): string[] {
    return [
        `FROM --platform=$BUILDPLATFORM golang:\${GO_VERSION}-trixie AS ${stage}`,
        'WORKDIR /src',
        "COPY <<'EOF' main.go",
        ...writeSource(protocols).split('\n'),
        'EOF',
        'ARG TARGETOS TARGETARCH TARGETVARIANT',
        ...run(
            [buildCache],
            [
                `go mod init ${module}`,
                '&& CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH GOARM=${TARGETVARIANT#v}',
                `go build -trimpath -ldflags=-s -o /out/${probeName} ${module}`,
            ],
        ),
    ];
}
