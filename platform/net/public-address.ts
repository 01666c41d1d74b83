import ipaddr from 'ipaddr.js';

/** Where global IPv6 addresses are handed out from; all else is local, mapped or reserved (RFC 4291). */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number];

/**
 * Whether an IP address belongs to a machine on the public internet. Loopback, private, link-local,
 * shared (CGNAT), multicast and reserved ranges do not, nor IPv6 forms that wrap an IPv4 address
 * (mapped, NAT64, 6to4, Teredo), nor what is no address at all.
 */
export const isPublicAddress = (address: string): boolean => {
  const bare = address.split('%', 1)[0] ?? '';
  if (!ipaddr.isValid(bare)) return false;
  const parsed = ipaddr.parse(bare);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || (parsed as ipaddr.IPv6).match(GLOBAL_IPV6);
};

/** A URL's hostname as an IP address without brackets; null where it is a name. */
export const literalAddress = (hostname: string): string | null => {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(bare) ? bare : null;
};
