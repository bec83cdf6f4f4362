// Whom a figure is about: the whole shop (all null), or a member of a dimension. `column` is the fact's name for the
// dimension; member null within a dimension is what belongs to nobody.
export type Subject = { dimension: string | null; column: string | null; member: string | null };

export const WHOLE_SHOP: Subject = { dimension: null, column: null, member: null };
