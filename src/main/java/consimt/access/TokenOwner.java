package consimt.access;

import consimt.access.BusinessToken.TokenHolder;
import consimt.answer.Problem;
import consimt.form.Fields;
import consimt.form.Given;
import consimt.relation.BusinessId;
import java.util.function.Supplier;

/**
 * Whose tokens an input is about: a business's, or with {@code "for":"OPERATOR"} those of the operator's people.
 *
 * @param of the business; of the operator's people, the operator's own id
 */
record TokenOwner(TokenHolder holder, BusinessId of) {

    static final String FOR = "for";

    private static final String BUSINESS_ID = "businessId";

    /**
     * Reads whose they are.
     *
     * @param given what {@link #FOR} says; a business's where the input has no such field
     * @param operator the operator's own id, which is no business's
     */
    static Supplier<TokenOwner> from(Fields in, Given<TokenHolder> given, BusinessId operator) {
        TokenHolder holder = given.orElse(TokenHolder.BUSINESS);
        // If nobody can read whose they are, that is the problem, and a missing id is none.
        Given<BusinessId> businessId = holder == TokenHolder.BUSINESS && given.isGiven() == in.has(FOR)
                ? in.required(BUSINESS_ID, BusinessId.reading())
                : in.optional(BUSINESS_ID, BusinessId.reading());
        if (holder == TokenHolder.OPERATOR && in.has(BUSINESS_ID)) {
            in.problem(BUSINESS_ID, Problem.Code.NOT_ALLOWED, "goes without \"for\":\"OPERATOR\" only");
        }
        if (operator.equals(businessId.orNull())) {
            in.problem(BUSINESS_ID, Problem.Code.NOT_ALLOWED, "is the operator's own; ask \"for\":\"OPERATOR\"");
        }
        return () -> new TokenOwner(holder, holder == TokenHolder.OPERATOR ? operator : businessId.get());
    }
}
