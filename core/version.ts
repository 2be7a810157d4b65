/** Lifeboat's own version; its boot entry is `lifeboat_VERSION.efi`. */
export const lifeboatVersion = '0.1.0';
