package consimt.cli;

/** Why a command ends early. Its text names nobody. */
final class Trouble extends RuntimeException {

    private static final long serialVersionUID = 1;

    Trouble(String message) {
        super(message);
    }

    /** The same, of a list that cannot be read any further than this line. */
    static Trouble at(long line, Exception e) {
        String why = e instanceof Trouble ? e.getMessage() : "it cannot be read any further";
        return new Trouble("line " + line + ": " + why);
    }
}
