import { z } from 'zod';
import { languageCodes } from './guideline-languages';

/** A language of the guidelines, as it comes from outside. */
export const languageCodeSchema = z.enum(languageCodes);
