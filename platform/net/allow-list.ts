import ipaddr from 'ipaddr.js';
import { isPublicAddress } from './public-address';

/** Machines that may be called although they are not public. */
export interface AllowList {
  /** Whether a connection to this address is wanted. `port` 0 = the scheme's own. */
  address(address: string, port: number): boolean;
  /** Whether everything that this name resolves to is wanted, at this port. */
  host(hostname: string, port: number): boolean;
}

interface Entry {
  readonly host: string;
  readonly network: [ipaddr.IPv4 | ipaddr.IPv6, number] | null;
  readonly port: number | null;
}

const networkOf = (text: string): Entry['network'] => {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  if (!ipaddr.isValid(text)) return null;
  const address = ipaddr.parse(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
};

const form =
  /^(?:\[(?<six>[0-9a-fA-F:.]+)\]|(?<net>[0-9a-fA-F:.]+\/\d{1,3})|(?<host>[A-Za-z0-9._-]+))(?::(?<port>\d{1,5}))?$/;

const parseEntry = (text: string): Entry | null => {
  const { six, net, host, port } = form.exec(text)?.groups ?? {};
  const name = six ?? net ?? host;
  if (name === undefined || Number(port ?? 0) > 65_535) return null;
  const network = networkOf(name);
  if (!network && !host) return null;
  return { host: name.toLowerCase(), network, port: port === undefined ? null : Number(port) };
};

/** Whether `text` can be an entry of an allow list: a name, an address or a network, each with a port or without. */
export const isAllowListEntry = (text: string): boolean => parseEntry(text) !== null;

/**
 * @param entries such as `push.example.internal:8080`, `127.0.0.1:9000`, `10.20.0.0/16`; without a port every
 *   port is meant. What is not an entry allows nothing.
 */
export const createAllowList = (entries: readonly string[]): AllowList => {
  const parsed = entries.flatMap((text) => parseEntry(text) ?? []);
  const fits = (entry: Entry, port: number) => entry.port === null || entry.port === port;
  return {
    address: (address, port) => {
      if (!ipaddr.isValid(address)) return false;
      const wanted = ipaddr.parse(address);
      return parsed.some(
        (entry) =>
          entry.network !== null &&
          entry.network[0].kind() === wanted.kind() &&
          wanted.match(entry.network as [ipaddr.IPv4, number]) &&
          fits(entry, port),
      );
    },
    host: (hostname, port) =>
      parsed.some(
        (entry) =>
          entry.network === null && entry.host === hostname.toLowerCase() && fits(entry, port),
      ),
  };
};

/** Whether a connection may be made to `address`, which `hostname` resolved to. */
export const mayConnect = (
  allow: AllowList,
  hostname: string,
  address: string,
  port: number,
): boolean =>
  isPublicAddress(address) || allow.address(address, port) || allow.host(hostname, port);
