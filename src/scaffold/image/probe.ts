import { buildCache, run } from './mounts';

/** What the probe is called beside the program, unless that has the name. */
export const probeName = 'healthcheck';

/** Its import path, which no program of a project has. */
const module = `image/${probeName}`;

/** Nothing but `net`, so that it stays at 2 MB. */
const source = String.raw`// healthcheck PATH PORT... asks each port on this machine, and exits with 0 as soon as one answers well.
package main

import (
	"net"
	"os"
	"strings"
	"time"
)

func main() {
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
}

func answers(port, path string) bool {
	connection, err := net.DialTimeout("tcp", "127.0.0.1:"+port, time.Second)
	if err != nil {
		return false
	}
	connection.SetDeadline(time.Now().Add(2 * time.Second))
	connection.Write([]byte("GET " + path + " HTTP/1.0\r\nHost: localhost\r\n\r\n"))
	status := make([]byte, len("HTTP/1.0 200"))
	n, _ := connection.Read(status)
	return n > 9 && (status[9] == '2' || status[9] == '3')
}`;

/** The stage that compiles the probe. */
export function writeProbe(stage: string): string[] {
    return [
        `FROM --platform=$BUILDPLATFORM golang:\${GO_VERSION}-trixie AS ${stage}`,
        'WORKDIR /src',
        "COPY <<'EOF' main.go",
        ...source.split('\n'),
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
