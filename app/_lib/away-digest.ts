/** Marks an error, on its way from server to browser, as “the stores are away”; of others only a hash crosses. */
export const AWAY_DIGEST = 'JOBWIRE_AWAY';
