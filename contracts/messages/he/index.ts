import type { Messages } from '../locales';
import { account } from './account';
import { admin } from './admin';
import { alerts } from './alerts';
import { ask } from './ask';
import { guidelines } from './guidelines';
import { job } from './job';
import { jobList } from './jobs';
import { languages } from './languages';
import { lessons } from './lessons';
import { news } from './news';
import { notifications } from './notifications';
import { related } from './related';
import { results } from './results';
import { schedules } from './schedules';
import { shell } from './shell';
import { signIn } from './sign-in';
import { state } from './state';
import { studio } from './studio';
import { time } from './time';
import { toasts, tray } from './toasts';
import { translations } from './translations';
import { usage } from './usage';

/**
 * The interface in Hebrew. Written with care, and not yet read by a native speaker: take wording for
 * provisional until one has. Jobs are feminine here (משימה), so that states and actions agree with them.
 */
export const he: Messages = {
  account,
  admin,
  alerts,
  ask,
  guidelines,
  job,
  jobList,
  languages,
  lessons,
  news,
  notifications,
  related,
  results,
  schedules,
  shell,
  signIn,
  state,
  studio,
  time,
  toasts,
  translations,
  tray,
  usage,
};
