package consimt.relation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** @param scope which marketing; all if it is about no part */
public record No(@Nullable MarkKind kind, Scope scope, Instant at) {}
