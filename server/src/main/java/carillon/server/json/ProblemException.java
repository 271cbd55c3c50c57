package carillon.server.json;

/** Ends a request with a problem document. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public ProblemException(ProblemCode code, String detail) {
        super(detail, null, false, false);
        problem = new Problem(code, detail);
    }

    /** The request says something that cannot be understood or is not allowed. */
    public static ProblemException badRequest(String detail) {
        return new ProblemException(ProblemCode.BAD_REQUEST, detail);
    }

    public Problem problem() {
        return problem;
    }
}
