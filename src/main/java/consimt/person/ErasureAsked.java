package consimt.person;

import consimt.answer.Problem;
import consimt.form.Fields;
import consimt.form.Token;
import consimt.relation.BusinessId;
import consimt.relation.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a call of {@code erase-person} asks for.
 *
 * @param userId null to repeat all erasures
 * @param again whether erasures are repeated as of their own instants
 * @param place where to go on with the person; null to start
 */
record ErasureAsked(
        @Nullable UserId userId,
        @Nullable BusinessId businessId,
        boolean dryRun,
        boolean again,
        @Nullable AtBusiness place,
        Repeated repeated) {

    static @Nullable ErasureAsked from(Fields in) {
        boolean isAgain = in.isTrue("again");
        var userId = isAgain ? in.optional("userId", UserId.reading()) : in.required("userId", UserId.reading());
        var businessId = in.optional("businessId", BusinessId.reading());
        boolean isDryRun = in.isTrue("dryRun");
        if (isAgain && in.has("userId") != in.has("businessId")) {
            in.problem(
                    in.has("userId") ? "businessId" : "userId",
                    Problem.Code.REQUIRED,
                    "is required: again repeats all erasures, or that of one person at one business");
        }
        var place = isAgain ? null : in.optional("nextToken", Token.reading(AtBusiness::of));
        Repeated repeated =
                isAgain ? in.optional("nextToken", Token.reading(Repeated::of), Repeated.NOTHING) : Repeated.NOTHING;
        if (place != null && businessId != null && !place.businessId.equals(businessId)) {
            in.problem("nextToken", Problem.Code.INVALID, "is of another business");
        }
        return new ErasureAsked(userId, businessId, isDryRun, isAgain, place, repeated);
    }

    /**
     * @param at as of when the person is erased at the business; null to begin with it
     * @param ids which ones the person had then, as a hash
     * @param idKey names the id
     */
    record AtBusiness(@Nullable Instant at, BusinessId businessId, int ids, String idKey, Rest rest) {

        static AtBusiness start(BusinessId businessId) {
            return new AtBusiness(null, businessId, 0, "", Rest.START);
        }

        /** No id has a blank. */
        static @Nullable AtBusiness of(String text) {
            String[] parts = text.split(" ", 5);
            Rest rest = parts.length < 5 ? null : Rest.of(parts[4]);
            return rest == null
                    ? null
                    : new AtBusiness(
                            parts[0].isEmpty() ? null : Instant.ofEpochMilli(Long.parseLong(parts[0])),
                            new BusinessId(parts[1]),
                            Integer.parseInt(parts[2]),
                            parts[3],
                            rest);
        }

        String token() {
            return Token.of((at == null ? "" : at.toEpochMilli()) + " " + businessId.value() + " " + ids + " " + idKey
                    + " " + rest.text());
        }
    }

    /**
     * @param before the name of the last relation that is done; null for none
     * @param rest of the next one
     */
    record Repeated(@Nullable String before, Rest rest) {

        static final Repeated NOTHING = new Repeated(null, Rest.START);

        static @Nullable Repeated of(String text) {
            String[] parts = text.split(" ", 2);
            Rest rest = parts.length < 2 || parts[0].length() > 30 ? null : Rest.of(parts[1]);
            return rest == null ? null : new Repeated(parts[0].isEmpty() ? null : parts[0], rest);
        }

        String token() {
            return Token.of((before == null ? "" : before) + " " + rest.text());
        }
    }
}
