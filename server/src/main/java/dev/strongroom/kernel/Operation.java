package dev.strongroom.kernel;

/// One thing a caller may ask this server to do. An implementation is a record: its components are
/// the request, already parsed.
public interface Operation<R> {
  int OK = 200;

  /// Azure's name for it in the audit log, as `SecretGet` (azure-facts 4.1).
  String name();

  Action action();

  Target target();

  /// What a condition on a role may ask of this request. Asked before the caller is authorised, so
  /// it only looks; what it cannot find it leaves out.
  default Traits traits(Tx tx) {
    return Traits.NONE;
  }

  /// The slow part of a write, as making a key, that must not hold up other writers. Asked in the
  /// session that has judged the caller, to look up what it needs; what it answers is run after
  /// that session and before the write, which may find that the world has moved on.
  default Runnable preparation(Preview preview) {
    return () -> {};
  }

  /// Does it. Throws [Refused] for what the caller can cause; everything else thrown is our bug.
  R run(Work work);

  /// The HTTP status that a success has in the audit record.
  default int status(R result) {
    return OK;
  }
}
