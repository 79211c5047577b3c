/// I own the one gate: operations, callers, transactions, approvals, problems, and the ports the
/// gate needs.
@NullMarked
package dev.strongroom.kernel;

import org.jspecify.annotations.NullMarked;
