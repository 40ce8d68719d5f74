package consimt.local;

/** There is no engine and no way to get one. The message is one sentence that says what to do. */
public final class EngineMissing extends RuntimeException {

    EngineMissing(String why) {
        super(
                "No local DynamoDB engine (" + why + "): install Node.js with npm, or put dynoxide on the PATH (brew"
                        + " install nubo-db/tap/dynoxide), or set quarkus.dynamodb.endpoint-override to an engine of"
                        + " your own.",
                null,
                false,
                false);
    }
}
