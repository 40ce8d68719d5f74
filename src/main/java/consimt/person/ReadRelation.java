package consimt.person;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import consimt.answer.Answer;
import consimt.answer.Answer.FoundAnswer;
import consimt.answer.Caller;
import consimt.answer.IdReader;
import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.consent.Confirmation;
import consimt.form.AccessType;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Page;
import consimt.form.Token;
import consimt.form.Values;
import consimt.permission.ContactPermission;
import consimt.permission.ContactPermissions;
import consimt.record.RelationView;
import consimt.record.RemovalWork;
import consimt.relation.BusinessId;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import consimt.relation.Standings.Stands;
import consimt.relation.UserId;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The standing with one business, or with every business of a person. The read with one business is consistent. With a
 * {@code locale} it also tells what a person's page shows: the business in the person's language, and what it may send. With
 * a {@code written} text it tells whom that may mean.
 */
@Singleton
public record ReadRelation(
        Standings standings, RemovalWork removals, BusinessSettings settings, ContactPermissions permissions)
        implements Guarded {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST = 100;
    private static final int LONGEST_WRITTEN = 128;

    @Funq("read-relation")
    public Answer readRelation(Input input) {
        return guarded(() -> input.servingAlso(AccessType.READS, Caller.Kind.BUSINESS, Caller.Kind.PERSON)
                .answer(this::asked));
    }

    private @Nullable Supplier<Answer> asked(Fields in) {
        if (in.has("written")) {
            boolean isByPerson = in.caller().kind() == Caller.Kind.PERSON;
            in.notAllowed("written", isByPerson, "is for the business and the operator to ask");
            var written = in.required("written", Values.text(LONGEST_WRITTEN));
            var businessId = in.required("businessId", BusinessId.reading());
            return written == null || businessId == null
                    ? null
                    : () -> new ManyRelations(shown(meant(written, businessId), null), null);
        }
        Asked asked = Asked.from(in);
        return asked == null ? null : () -> read(asked);
    }

    /**
     * Whom somebody at the business means: the one who is known by the very text, else all whom it may mean. A number
     * without its country's code is one of the business's country.
     */
    private List<Stands> meant(String written, BusinessId businessId) {
        UserId typed = UserId.orNull(written);
        if (typed != null) {
            Stands one = strong(new Relation(new UserId(typed.value()), businessId));
            if (!one.standing().equals(Standing.UNKNOWN)) {
                return List.of(one);
            }
        }
        IdReader ids = new IdReader(settings.of(businessId).profile().country(), null);
        return ids.readings(written).stream()
                .map(id -> strong(new Relation(new UserId(id), businessId)))
                .toList();
    }

    private Stands strong(Relation relation) {
        return new Stands(relation, standings.of(relation, Consistency.STRONG));
    }

    private Answer read(Asked asked) {
        if (asked.businessId != null) {
            Stands one = strong(new Relation(asked.userId, asked.businessId));
            return new OneRelation(shown(List.of(one), asked.locale).get(0));
        }
        Page<Stands> page = standings.of(asked.userId, asked.blockedOnly, asked.after, asked.limit);
        List<Stands> asNamed = page.items().stream()
                .map(one -> new Stands(new Relation(asked.userId, one.relation().businessId()), one.standing()))
                .toList();
        return new ManyRelations(shown(asNamed, asked.locale), page.token());
    }

    private List<ShownRelation> shown(List<Stands> ones, @Nullable Locale locale) {
        Map<BusinessId, Business> businesses = locale == null ? Map.of() : businesses(ones);
        return ones.stream()
                .map(one -> shown(one, businesses.get(one.relation().businessId()), locale))
                .toList();
    }

    private ShownRelation shown(Stands one, @Nullable Business business, @Nullable Locale locale) {
        RelationView view =
                RelationView.of(one.relation(), one.standing(), removals.shown(one.relation(), one.standing()));
        return business == null
                ? new ShownRelation(view, null, null, null, null)
                : new ShownRelation(
                        view,
                        business.hasSettings() ? ShownBusiness.of(business, one.standing(), locale) : null,
                        permissions.of(one.relation(), one.standing(), business),
                        Confirmation.ofStanding(one, view, permissions, business, locale),
                        permissions.isMarketingAllowedByWriting(one.relation(), one.standing(), business)
                                ? true
                                : null);
    }

    /** One is read by itself, several together. */
    private Map<BusinessId, Business> businesses(List<Stands> ones) {
        if (ones.size() == 1) {
            BusinessId only = ones.get(0).relation().businessId();
            return Map.of(only, settings.of(only));
        }
        return settings.of(ones.stream().map(one -> one.relation().businessId()).collect(Collectors.toSet()));
    }

    public record OneRelation(ShownRelation relation) implements FoundAnswer {

        @Override
        public Answer shownTo(Caller caller) {
            return new OneRelation(relation.shownTo(caller));
        }
    }

    /** One page. The last page has no {@code nextToken}. */
    public record ManyRelations(
            List<ShownRelation> relations, @Nullable String nextToken) implements FoundAnswer {

        @Override
        public Answer shownTo(Caller caller) {
            return new ManyRelations(
                    relations.stream().map(relation -> relation.shownTo(caller)).toList(), nextToken);
        }
    }

    private record Asked(
            UserId userId,
            @Nullable BusinessId businessId,
            boolean blockedOnly,
            int limit,
            @Nullable BusinessId after,
            @Nullable Locale locale) {

        private static @Nullable Asked from(Fields in) {
            var userId = in.required("userId", UserId.reading());
            var businessId = in.optional("businessId", BusinessId.reading());
            boolean blockedOnly = in.isTrue("blocked");
            int limit = in.optional("limit", Values.whole(1, MOST), DEFAULT_LIMIT);
            var after = in.optional("nextToken", Token.reading(BusinessId::new));
            var locale = in.optional("locale", Values.locale());
            in.notAllowed("locale", in.caller().isBusiness(), "is for what a person's page shows");
            for (String ofAList : List.of("blocked", "limit", "nextToken")) {
                in.notAllowed(ofAList, in.has("businessId"), "is for a list, so not with businessId");
            }
            return userId == null ? null : new Asked(userId, businessId, blockedOnly, limit, after, locale);
        }
    }

    /**
     * A relation, with what a person's page shows of the business beside it.
     *
     * @param business null if no language was asked for, or if the business never configured anything
     * @param confirmation of the last opt-out in force; null if no language was asked for, or no opt-out is in force
     * @param marketingByWriting true if a message of the person would allow marketing; else null
     */
    public record ShownRelation(
            @JsonUnwrapped RelationView relation,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ShownBusiness business,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<ContactPermission> may,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Confirmation confirmation,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean marketingByWriting) {

        ShownRelation shownTo(Caller caller) {
            return new ShownRelation(relation.shownTo(caller), business, may, confirmation, marketingByWriting);
        }
    }
}
