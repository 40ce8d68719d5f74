package consimt.consent;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.answer.Problem;
import consimt.business.Business;
import consimt.consent.Confirmation.Option;
import consimt.form.FieldPath;
import consimt.form.Fields;
import consimt.form.Reading;
import consimt.form.Values;
import consimt.ledger.StatedWish.StatedReason;
import consimt.words.Words;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The reasons that people give when they opt out: the built-in ones and the business's own. */
public final class WhyNot {

    private static final int LONGEST_TEXT = 500;
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,39}");

    private WhyNot() {}

    enum BuiltIn {
        TOO_MANY,
        NOT_RELEVANT,
        DID_NOT_SIGN_UP,
        NO_LONGER_CUSTOMER,
        OTHER
    }

    /** Reads {@code {"code":…,"text":…}} or the word DECLINED. */
    static Reading<StatedReason> reading() {
        Reading<StatedReason> given = Values.object(WhyNot::given);
        return (JsonNode value, FieldPath at) -> {
            if (value.isTextual()) {
                return value.textValue().equals(StatedReason.DECLINED)
                        ? new StatedReason(StatedReason.DECLINED, null)
                        : at.problem(
                                Problem.Code.UNKNOWN_VALUE,
                                "must be an object with a code, or " + StatedReason.DECLINED);
            }
            return given.read(value, at);
        };
    }

    private static @Nullable StatedReason given(Fields in) {
        var code = in.required("code", Values.matching(CODE, 40, "must be capital letters, digits and _"));
        var text = in.optional("text", Values.text(LONGEST_TEXT));
        return code == null ? null : new StatedReason(code, text);
    }

    /** The problem with a reason that is neither built in nor the business's own. */
    public static Optional<Problem> unknown(@Nullable StatedReason reason, Business business) {
        if (reason == null
                || reason.code().equals(StatedReason.DECLINED)
                || Stream.of(BuiltIn.values()).anyMatch(one -> one.name().equals(reason.code()))
                || business.reason(reason.code()).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                "reason.code", Problem.Code.UNKNOWN_VALUE, "reason.code is none that this business offers"));
    }

    /** The reasons to offer: the business's own, or the built-in ones if it has none. */
    public static List<Option> offered(Business business, Words words) {
        return business.offering().reasons().isEmpty()
                ? Stream.of(BuiltIn.values())
                        .map(reason -> new Option(reason.name(), words.say("reason." + reason)))
                        .toList()
                : business.offering().reasons().stream()
                        .map(reason -> new Option(reason.code(), words.ownReason(reason)))
                        .toList();
    }
}
