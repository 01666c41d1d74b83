import { shell } from './shell';
import { signIn } from './sign-in';
import { state } from './state';
import { studio } from './studio';
import { time } from './time';

/** Every sentence of the interface in English; its shape is the shape of every other language. */
export const en = { shell, signIn, state, studio, time };
