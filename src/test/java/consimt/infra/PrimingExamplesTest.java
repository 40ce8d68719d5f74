package consimt.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.access.Access;
import consimt.access.AuthorizeCaller.Call;
import consimt.kit.World;
import org.junit.jupiter.api.Test;

/** What could go stale: a link that does not open any more would prime half of the way. */
class PrimingExamplesTest {

    @Test
    void theLinkOpensUnderTheSecretOfTheRehearsal() {
        World world = World.fresh();
        world.secrets.with(Access.KEY, PrimingExamples.SECRET);
        assertEquals(
                "40700001001",
                world.access
                        .authorizer()
                        .authorizeCaller(new Call("Bearer " + PrimingExamples.LINK, "arn:x/live/POST/f"))
                        .context()
                        .userId());
    }
}
