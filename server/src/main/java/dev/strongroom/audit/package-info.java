/// I own the audit log: one AuditEvent record per request, the journal they stand in, the Merkle
/// tree over it, its signed checkpoints, and the readers that verify and show it.
@NullMarked
package dev.strongroom.audit;

import org.jspecify.annotations.NullMarked;
