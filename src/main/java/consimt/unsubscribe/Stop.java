package consimt.unsubscribe;

import consimt.relation.Channel;
import consimt.relation.Scope;
import consimt.web.FormField;
import consimt.web.HttpCall;
import java.util.List;
import java.util.Locale;

/** What a click stops: all of the business's marketing, or only what its link is about. */
enum Stop {
    ALL,
    THIS;

    /** The field by which a button of the page says it. */
    static final String FIELD = "stop";

    private static final FormField IN_FORM = new FormField(FIELD);

    /**
     * A mail program sends no such field. Its button belongs to one list, so it means what the link is about, if that
     * can be a mail. Whatever else the field says stops all: a refusal that cannot be read must not stop too little.
     *
     * @param link which marketing the link is about
     */
    static Stop saidIn(HttpCall call, Scope link) {
        List<String> values = IN_FORM.valuesIn(call);
        boolean isThis = values.isEmpty()
                ? link.channel() == null || link.channel() == Channel.EMAIL
                : values.stream().allMatch(THIS.word()::equals);
        return isThis ? THIS : ALL;
    }

    /** Whether a form has the field. */
    static boolean isIn(HttpCall call) {
        return !IN_FORM.valuesIn(call).isEmpty();
    }

    /** The field's value. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param link which marketing the link is about */
    Scope of(Scope link) {
        return this == THIS ? link : Scope.ALL;
    }
}
