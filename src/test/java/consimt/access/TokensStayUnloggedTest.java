package consimt.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.access.AuthorizeCaller.Call;
import consimt.kit.Fault;
import consimt.kit.World;
import consimt.runtime.Faults;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who reads a log must not be able to call: no part of a token that opens something is in a line of it. */
class TokensStayUnloggedTest {

    private static final String METHOD = "arn:aws:execute-api:eu-central-1:1:a/live/POST/check-permission";

    /** In characters. So much of a token is in nothing else. */
    private static final int PART = 24;

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger root = Logger.getLogger("");
    private final Level before = root.getLevel();
    private final Handler everything = new Handler() {

        @Override
        public void publish(LogRecord record) {
            StringWriter line = new StringWriter();
            line.append(record.getLoggerName()).append(' ').append(record.getMessage());
            for (Object parameter : record.getParameters() == null ? new Object[0] : record.getParameters()) {
                line.append(' ').append(String.valueOf(parameter));
            }
            if (record.getThrown() != null) {
                record.getThrown().printStackTrace(new PrintWriter(line));
            }
            lines.add(line.toString());
        }

        @Override
        public void flush() {
            // Nothing is kept back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    @BeforeEach
    void listen() {
        everything.setLevel(Level.ALL);
        root.addHandler(everything);
        root.setLevel(Level.ALL);
    }

    @AfterEach
    void listenNoMore() {
        root.setLevel(before);
        root.removeHandler(everything);
    }

    @Test
    void noKindOfTokenStandsInALogWhetherItIsTakenOrRefusedOrAStoreIsDown() {
        World world = World.fresh();
        World strangers = World.fresh();
        strangers.secrets.with(Access.KEY, "another key");
        List<String> tokens = new ArrayList<>();
        for (World each : List.of(world, strangers)) {
            tokens.add(token(each, "'businessId':'a','name':'x'"));
            tokens.add(token(each, "'businessId':'a','name':'x','only':'CHECK'"));
            tokens.add(token(each, "'for':'OPERATOR','name':'Ana'"));
            tokens.add(each.text("/token", "issue-person-link", "{'userId':'p','purpose':'CALLS'}"));
            tokens.add(each.text(
                    "/token", "issue-person-link", "{'userId':'p','businessId':'a','purpose':'UNSUBSCRIBE'}"));
            tokens.add(
                    each.text("/token", "issue-person-link", "{'userId':'p','businessId':'a','purpose':'SUBSCRIBE'}"));
        }
        tokens.add(token(world, "'businessId':'revoked','name':'x'"));
        world.call("revoke-business-tokens", "{'businessId':'revoked'}");
        tokens.add(token(world, "'businessId':'ended','name':'x','days':1"));
        world.clock.pass(Duration.ofDays(1));
        tokens.add(Access.ISSUER.token("a", world.clock.instant()));
        tokens.add(Access.ISSUER.token("a", world.clock.instant().minus(Duration.ofDays(1))));
        tokens.add(tokens.get(0).substring(3));
        tokens.add(tokens.get(0).replace('.', 'A'));
        tokens.add(tokens.get(0) + "A");

        int taken = 0;
        for (String token : tokens) {
            taken += use(world.elsewhere(), token) ? 1 : 0;
            for (Fault.When when : Fault.When.values()) {
                use(world.with(new Fault(1, when)), token);
            }
            world.secrets.isDown(true);
            use(world.elsewhere(), token);
            world.secrets.isDown(false);
        }
        assertEquals(4, taken);

        // The log was listened to: a store that was down left a line.
        assertTrue(lines.stream().anyMatch(line -> line.contains("the store did not answer")), lines::toString);
        List<String> parts =
                tokens.stream().flatMap(TokensStayUnloggedTest::parts).toList();
        assertTrue(parts.size() > tokens.size());
        assertEquals(
                List.of(),
                lines.stream()
                        .filter(line -> parts.stream().anyMatch(line::contains))
                        .toList());
    }

    /** The head of a token is in all of its kind, and opens nothing; nor does the id of a link. */
    private static Stream<String> parts(String token) {
        boolean isJwt = token.startsWith("ey");
        return Stream.of(isJwt ? token.split("\\.") : new String[] {token.substring(Math.min(token.length(), 18))})
                .skip(isJwt ? 1 : 0)
                .filter(part -> part.length() >= PART)
                .flatMap(part -> Stream.of(part.substring(0, PART), part.substring(part.length() - PART)));
    }

    /** As the guard of each function does it: a fault is logged. */
    private static boolean use(World world, String token) {
        try {
            world.access.authorizer().authorizeCaller(new Call("Bearer " + token, METHOD));
            return true;
        } catch (RuntimeException fault) {
            Faults.log("authorizeCaller", fault);
            return false;
        }
    }

    private static String token(World world, String asked) {
        return world.text("/token", "issue-business-token", "{" + asked + "}");
    }
}
