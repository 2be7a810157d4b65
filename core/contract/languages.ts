/** The languages that Lifeboat speaks. */
export const languages = ['en', 'de', 'ar', 'ja'] as const;
export type Language = (typeof languages)[number];

/** Those in which everything is said. The others have the whole way back, and English beside it. */
export const completeLanguages = ['en', 'de'] as const satisfies readonly Language[];

/** Whether what lies beside the way back is said in English in this language. */
export const isPartial = (language: Language): boolean =>
  !(completeLanguages as readonly Language[]).includes(language);

export const directionOf = (language: Language): 'ltr' | 'rtl' =>
  language === 'ar' ? 'rtl' : 'ltr';
