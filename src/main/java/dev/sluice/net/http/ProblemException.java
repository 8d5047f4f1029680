package dev.sluice.net.http;

/** Ends the handling of a request with a {@link Problem} as the answer. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  ProblemException(Problem problem) {
    // Thrown on bad input: no stack trace, so that it costs no more than an answer.
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  /** What to answer. */
  public Problem problem() {
    return problem;
  }
}
