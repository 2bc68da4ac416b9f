export function ComparePage(_: { agentId: string; branchId?: string; target?: string; before?: string | undefined; after?: string | undefined }) { return null; }
