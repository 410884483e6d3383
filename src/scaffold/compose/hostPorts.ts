/** Gives each published port one of this machine that no other of the file has. */
export function createHostPorts(): (port: number, protocol: 'tcp' | 'udp') => number {
    const taken = new Set<string>();
    return (port, protocol) => {
        // Below 1024 an engine without root may not listen.
        let host = port < 1024 ? port + 8000 : port;
        while (taken.has(`${host}/${protocol}`)) host = host < 65535 ? host + 1 : 1024;
        taken.add(`${host}/${protocol}`);
        return host;
    };
}

export type HostPorts = ReturnType<typeof createHostPorts>;

/** Reached from this machine only: a port that is published without an address is open to the network, past the firewall. */
export function publish(hostPorts: HostPorts, port: number, protocol: 'tcp' | 'udp'): string {
    return `127.0.0.1:${hostPorts(port, protocol)}:${port}${protocol === 'udp' ? '/udp' : ''}`;
}
