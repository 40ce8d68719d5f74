package consimt.access;

import consimt.access.BusinessToken.TokenHolder;
import consimt.answer.Problem;
import consimt.form.Fields;
import consimt.relation.BusinessId;
import org.jspecify.annotations.Nullable;

/**
 * Whose tokens an input is about: a business's, or with {@code "for":"OPERATOR"} those of the operator's people.
 *
 * @param of the business; of the operator's people, the operator's own id
 */
record TokenOwner(TokenHolder holder, BusinessId of) {

    static final String FOR = "for";

    private static final String BUSINESS_ID = "businessId";

    /**
     * @param given what {@link #FOR} says; a business's where the input has no such field
     * @param operator the operator's own id, which is no business's
     */
    static @Nullable TokenOwner from(Fields in, @Nullable TokenHolder given, BusinessId operator) {
        TokenHolder holder = given == null ? TokenHolder.BUSINESS : given;
        // If nobody can read whose they are, that is the problem, and a missing id is none.
        BusinessId businessId = holder == TokenHolder.BUSINESS && (given != null) == in.has(FOR)
                ? in.required(BUSINESS_ID, BusinessId.reading())
                : in.optional(BUSINESS_ID, BusinessId.reading());
        in.notAllowed(BUSINESS_ID, holder == TokenHolder.OPERATOR, "goes without \"for\":\"OPERATOR\" only");
        if (operator.equals(businessId)) {
            in.problem(BUSINESS_ID, Problem.Code.NOT_ALLOWED, "is the operator's own; ask \"for\":\"OPERATOR\"");
        }
        BusinessId of = holder == TokenHolder.OPERATOR ? operator : businessId;
        return of == null ? null : new TokenOwner(holder, of);
    }
}
