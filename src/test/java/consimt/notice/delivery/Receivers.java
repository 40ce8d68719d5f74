package consimt.notice.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.business.Business.Notices;
import consimt.kit.World;
import consimt.notice.delivery.NoticePosts.NoticeSender;
import consimt.notice.post.NoticePost.Reply;
import consimt.notice.post.PostProblem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The endpoints of businesses, by their URLs: each behaves as the test wants, and notes what it got. */
final class Receivers implements NoticeSender {

    /** What an endpoint does with a post. */
    enum Behaviour {
        TAKES,
        TAKES_SLOWLY,
        FAILS,
        /** It takes the notice, and nobody learns so. */
        TAKES_SILENTLY,
        HANGS,
        REDIRECTS,
        GONE,
        BREAKS
    }

    /** @param body as it came */
    record Got(String id, Instant at, String body) {

        JsonNode json() {
            return World.tree(body.replace("%", "%%"));
        }
    }

    private final World world;
    private final Map<String, Behaviour> behaviours = new HashMap<>();
    private final Map<String, List<Got>> got = new HashMap<>();
    final Map<String, Integer> posts = new HashMap<>();

    /** The part of posts that fail at random. */
    double flaky;

    Random random = new Random(1);

    /** Refuses these persons' notices, and takes others. */
    final List<String> refused = new ArrayList<>();

    Behaviour refusal = Behaviour.FAILS;

    Receivers(World world) {
        this.world = world;
    }

    void behave(String business, Behaviour behaviour) {
        behaviours.put(url(business), behaviour);
    }

    static String url(String business) {
        return "https://" + business + ".example/notices";
    }

    List<Got> got(String business) {
        return got.getOrDefault(url(business), List.of());
    }

    @Override
    public synchronized Reply send(Notices to, String id, String body) {
        posts.merge(to.url(), 1, Integer::sum);
        Behaviour behaviour = behaviours.getOrDefault(to.url(), Behaviour.TAKES);
        if (behaviour == Behaviour.TAKES && random.nextDouble() < flaky) {
            behaviour = Behaviour.values()[1 + random.nextInt(5)];
        }
        if (isTaken(behaviour) && refused.stream().anyMatch(body::contains)) {
            behaviour = refusal;
        }
        if (isTaken(behaviour) || behaviour == Behaviour.TAKES_SILENTLY) {
            got.computeIfAbsent(to.url(), its -> new ArrayList<>()).add(new Got(id, world.clock.instant(), body));
        }
        return switch (behaviour) {
            case TAKES -> Reply.of(204, 0);
            case TAKES_SLOWLY -> Reply.of(204, 1_900);
            case FAILS -> Reply.of(500, 0);
            case TAKES_SILENTLY -> Reply.of(PostProblem.CUT_OFF, 0);
            case HANGS -> Reply.of(PostProblem.TIMED_OUT, 5_000);
            case REDIRECTS -> Reply.of(302, 0);
            case BREAKS -> Reply.of(PostProblem.CUT_OFF, 0);
            case GONE -> Reply.of(410, 0);
        };
    }

    private static boolean isTaken(Behaviour behaviour) {
        return behaviour == Behaviour.TAKES || behaviour == Behaviour.TAKES_SLOWLY;
    }
}
