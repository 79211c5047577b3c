package dev.strongroom.kernel;

/// The only exception that may cross a package boundary on purpose. It has no stack trace: it is an
/// answer.
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Problem problem;

  Refused(Problem problem) {
    super(problem.getClass().getSimpleName(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
