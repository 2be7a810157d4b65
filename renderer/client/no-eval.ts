/**
 * The page's content security policy forbids code from strings. zod would try whether it may
 * compile schemas as soon as one is made, so this module has to be imported before any schema.
 */
import { config } from 'zod';

config({ jitless: true });
