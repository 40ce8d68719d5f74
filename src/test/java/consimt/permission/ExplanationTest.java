package consimt.permission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.business.AskedScope;
import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.hours.Arrival.Whereabouts;
import consimt.kit.World;
import consimt.permission.ContactPermission.DirectContact;
import consimt.permission.ContactPermissions.Moment;
import consimt.permission.Explanation.RuleStep;
import consimt.permission.Explanation.Said;
import consimt.permission.Permission.Reason;
import consimt.relation.Relation;
import consimt.relation.Standings.Consistency;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule by rule, the rules come to the answer that the check gives. */
class ExplanationTest {

    private final World world = World.fresh();
    private final BusinessSettings settings = new BusinessSettings(world.stores.businesses(), world.clock, "operator");
    private final ContactPermissions permissions = new ContactPermissions(settings, world.clock);
    private final Relation relation = World.relation(World.somebody(), "shop");
    private final String who =
            "'userId':'%s','businessId':'shop'".formatted(relation.userId().value());

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "                  , MARKETING           , FIRST_CONTACT_REQUIRED",
        "CONTACT           , UTILITY             , AWAITING_DECISION",
        "CONTINUE          , MARKETING           , NO_MARKETING_CONSENT",
        "CONTINUE          , UTILITY             ,",
        "CONTINUE OPT_OUT  , MARKETING           , MARKETING_OPTED_OUT",
        "CONTINUE OPT_OUT  , CALL                ,",
        "CONTINUE NO_CALLS , CALL                , CALLS_OPTED_OUT",
        "CONTINUE NO_CALLS , UTILITY             ,",
        "CONTINUE NO_SMS   , UTILITY             , CHANNEL_OPTED_OUT",
        "CONTINUE NO_SMS   , MARKETING           , MARKETING_OPTED_OUT",
        "BLOCK             , MESSAGE_TO_BUSINESS , BLOCKED_BY_USER",
        "OPT_OUT BLOCK     , MARKETING           , BLOCKED_BY_USER"
    })
    void theRuleThatAnswersIsTheFirstThatMatches(String happened, String named, Reason reason) {
        DirectContact contact = DirectContact.ALL.stream()
                .filter(each -> each.toString().equals(named))
                .findFirst()
                .orElseThrow();
        Stream.ofNullable(happened).flatMap(all -> Stream.of(all.split(" "))).forEach(this::happens);
        Explanation explanation = permissions.explain(
                relation,
                world.stores.standings().of(relation, Consistency.STRONG),
                new Question(contact.interaction(), contact.category(), AskedScope.ALL),
                null,
                Whereabouts.UNSAID,
                new Moment(world.clock.instant(), Business.unconfigured(relation.businessId()), settings::ofOperator));
        List<Reason> inOrder = explanation.rules().stream().map(RuleStep::rule).toList();
        assertEquals(Rules.IN_ORDER.stream().map(Rules.Rule::reason).toList(), inOrder);
        int answering = reason == null ? inOrder.size() : inOrder.indexOf(reason);
        for (int i = 0; i < inOrder.size(); i++) {
            Said said = i < answering ? Said.NO_MATCH : i == answering ? Said.ANSWERS : Said.NOT_REACHED;
            assertEquals(said, explanation.rules().get(i).said(), inOrder.get(i).name());
        }
        assertEquals(reason, explanation.answer().reason());
        String asked =
                contact.category() == null ? "'interaction':'MESSAGE_TO_BUSINESS'" : "'category':'" + contact + "'";
        assertEquals(
                world.call("check-permission", "{%s,%s}", who, asked).at("/results/0"),
                World.JSON.valueToTree(explanation.answer()));
    }

    private void happens(String step) {
        world.clock.pass(Duration.ofSeconds(1));
        switch (step) {
            case "CONTACT" -> world.call("open-conversation", "{%s}", who);
            case "OPT_OUT" -> world.call("request-opt-out", "{%s}", who);
            case "NO_CALLS" -> world.call("request-opt-out", "{%s,'scope':{'channel':'voice'}}", who);
            case "NO_SMS" -> world.call("request-opt-out", "{%s,'scope':{'channel':'sms'},'categories':'ALL'}", who);
            default -> world.call("decide-consent", "{%s,'decision':'%s'}", who, step);
        }
    }
}
