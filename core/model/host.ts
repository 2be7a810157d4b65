import { z } from 'zod';

const text = z.string();
const maybe = text.nullable();

export const hostSchema = z.object({
  id: maybe,
  idLike: z.array(text),
  versionId: maybe,
  sysextLevel: maybe,
  confextLevel: maybe,
  imageId: maybe,
  imageVersion: maybe,
  architecture: maybe,
  prettyName: maybe,
});
export type Host = z.infer<typeof hostSchema>;
