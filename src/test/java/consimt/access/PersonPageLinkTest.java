package consimt.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.answer.Answer;
import consimt.business.BusinessSettings;
import consimt.form.Input;
import consimt.kit.World;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A link for a person's calls names the person's page, where there are pages. */
class PersonPageLinkTest {

    private final World world = World.fresh();

    @Test
    void theTokenIsInTheFragmentOfThePage() {
        JsonNode issued = world.call("issue-person-link", "{'userId':'p','purpose':'CALLS'}");
        assertEquals(
                "https://pages.example/person/#" + issued.get("token").textValue(),
                issued.at("/page/url").textValue());
        assertFalse(world.call("issue-person-link", "{'userId':'p','businessId':'b','purpose':'UNSUBSCRIBE'}")
                .has("page"));
    }

    @Test
    void withoutAnAddressOfPagesThereIsNone() {
        LinkTokens tokens = Access.links(world);
        BusinessSettings settings = new BusinessSettings(world.stores.businesses(), world.clock, "operator");
        IssuePersonLink function =
                new IssuePersonLink(new LinkMaker(tokens, settings, Optional.empty(), Optional.empty(), world.clock));
        Answer answer = function.issuePersonLink(Input.of(World.tree("{'userId':'p','purpose':'CALLS'}")));
        assertFalse(World.JSON.valueToTree(answer).has("page"));
        assertEquals("ISSUED", answer.outcome().name());
    }
}
