/** Version of everything on the socket and in the feed. A client that knows another one asks for a reload. */
export const WIRE_VERSION = 1;
