package dev.sluice.net.http;

/** Ends the handling of a request with a {@link Problem} as the answer. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  ProblemException(Problem problem) {
    // Without a stack trace, because clients cause it at any rate.
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  /** The answer. */
  public Problem problem() {
    return problem;
  }
}
