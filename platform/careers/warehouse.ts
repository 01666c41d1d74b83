/** A question about a field or role, in the words the stored postings may use. */
export interface CareerQuestion {
  /** What it is about, for people. */
  readonly title: string;
  /** Names of the roles meant, each in `normaliseText` form. */
  readonly roleKeys: readonly string[];
  /** Names of the field meant, in the same form; empty where the question is about one role. */
  readonly fieldKeys: readonly string[];
}

export interface RoleStat {
  /** As the postings write it most often. */
  readonly role: string;
  readonly rows: number;
}

export interface SkillDemand {
  readonly skill: string;
  /** Postings that ask for it. */
  readonly rows: number;
}

/** Gross pay per year. */
export interface PayBand {
  readonly role: string;
  readonly currency: string;
  readonly p25: number;
  readonly median: number;
  readonly p75: number;
  /** Postings with pay that it was computed from; never fewer than `FEWEST_PAY_ROWS`. */
  readonly rows: number;
}

export interface PayAnswer {
  readonly bands: readonly PayBand[];
  /** Bands left out because too few postings name pay. */
  readonly withheld: number;
}

export interface WarehouseMeta {
  readonly name: string;
  /** ISO date of the newest posting; null where there is none. */
  readonly asOf: string | null;
  /** Postings that fit the question. */
  readonly rows: number;
  /** True where any of them is made up for a demonstration. */
  readonly sample: boolean;
}

export interface WarehouseCall {
  readonly signal: AbortSignal;
}

/** Fewer rows than this could give a single person's pay away, and prove nothing. */
export const FEWEST_PAY_ROWS = 5;
/** Most rows of one answer. */
export const MOST_ROLES = 20;
export const MOST_SKILLS = 15;
export const MOST_BANDS = 20;

/**
 * What the postings know. Questions of the domain, never a query language: each store answers in its
 * own way, with the same meaning. Every method throws `CareersUnavailable` where the store does not
 * answer and the signal's reason once it aborts.
 */
export interface CareerWarehouse {
  readonly kind: 'postgres' | 'bigquery';
  /** Roles by number of postings, most first. */
  roleStats(question: CareerQuestion, call: WarehouseCall): Promise<readonly RoleStat[]>;
  /** Skills by number of postings that ask for them, most first. */
  skillDemand(question: CareerQuestion, call: WarehouseCall): Promise<readonly SkillDemand[]>;
  payBands(question: CareerQuestion, call: WarehouseCall): Promise<PayAnswer>;
  meta(question: CareerQuestion, call: WarehouseCall): Promise<WarehouseMeta>;
}
