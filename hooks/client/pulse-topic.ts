/** Stands in a list of watched jobs for the operators' pulse: no job id begins like this. */
export const PULSE_TOPIC = '@pulse';
