package dev.strongroom.audit;

/// The audit log cannot be opened as it is. The server must not start: the message says what was
/// found and what to do.
public final class UnusableAuditLog extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnusableAuditLog(String message) {
    super(message);
  }

  public UnusableAuditLog(String message, Throwable cause) {
    super(message, cause);
  }
}
