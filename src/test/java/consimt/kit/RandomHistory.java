package consimt.kit;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.runtime.StoreUnavailable;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Platform;
import consimt.whatsapp.Webhook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What one person with up to three ids, three businesses, their clerks, the operator and the schedule may do: late, cut off
 * and repeated. In a world of its own.
 */
public final class RandomHistory {

    /** A word in each text that a person or a clerk writes. */
    public static final String MARKER = "papagal";

    public static final List<String> BUSINESSES = List.of("automatic", "manual", "signing");

    private static final List<String> DECISIONS = List.of("CONTINUE", "MESSAGE_SENT", "BLOCK", "UNBLOCK");
    private static final List<String> ACTIONS = List.of("CLAIM", "RELEASE", "COMPLETE", "COMPLETE", "SKIP");

    private static final List<String> SCOPES = List.of(
            "'topic':'offers'",
            "'topic':'news'",
            "'channel':'sms'",
            "'channel':'sms','topic':'offers'",
            "'channel':'whatsapp'",
            "'channel':'whatsapp','sender':'NUMBER'",
            "'channel':'whatsapp','sender':'NUMBER0'",
            "'channel':'email'");

    private static final Platform SIGNING = new Platform("its own app secret");

    public final World world;
    public final List<String> ids;
    public final List<String> steps = new ArrayList<>();

    private boolean isHalfDone;

    private boolean isRepeatingAll;

    private int cuts;

    private final Random random;

    /** What was cut off and is repeated after everything else. */
    private final List<Runnable> late = new ArrayList<>();

    public RandomHistory(World world, int seed) {
        this.world = world;
        this.random = new Random(seed);
        String phone = World.somebody();
        this.ids = List.of(phone, "RO." + phone, "RO.2." + phone);
        settle("automatic", "1", "AUTOMATIC", "");
        settle("manual", "2", "MANUAL", "");
        settle("signing", "3", "MANUAL", ",'appSecretName':'consimt/whatsapp/signing'");
        world.secrets.with("consimt/whatsapp/signing", "its own app secret");
    }

    /** The same, where everything that is cut off is repeated, at once or after everything else. */
    public RandomHistory repeatingAll() {
        isRepeatingAll = true;
        return this;
    }

    /** Whether something was cut off and was not repeated. */
    public boolean isHalfDone() {
        return isHalfDone;
    }

    /** How many calls were cut off. */
    public int cuts() {
        return cuts;
    }

    /** One of the businesses works otherwise from now on. */
    public void settleAgain() {
        settle("manual", "2", "AUTOMATIC", "");
    }

    private void settle(String business, String number, String mode, String more) {
        world.settle(
                business,
                "'removal':{'mode':'%s'},'marketingBasis':'CONVERSATION','topics':[{'code':'offers','labels':{'en':'Offers'}},{'code':'news','labels':{'en':'News'}}],'whatsapp':{'phoneNumberIds':['%s','%s0']%s}",
                mode,
                number,
                number,
                more);
    }

    public void goesOn(int most) {
        for (int step = 0; step < most; step++) {
            world.clock.pass(random.nextInt(8) == 0 ? Duration.ofHours(30) : Duration.ofSeconds(2));
            String next = step("e" + steps.size());
            steps.add(next);
            boolean isCut = random.nextInt(4) == 0 && cut(next);
            // A first contact begins with its mark: one that nobody finishes is in no ledger.
            int then = isCut ? random.nextInt(isRepeatingAll || next.startsWith("open-conversation") ? 2 : 4) : 0;
            if (then == 1) {
                late.add(() -> make(world, next));
            } else if (then == 2) {
                isHalfDone = true;
            } else {
                make(world, next);
            }
        }
    }

    /** Whatever was delivered with a time of its own comes again, in another order. */
    public void comesAgain() {
        List<String> again = new ArrayList<>(steps.stream()
                .filter(step -> step.startsWith("webhook")
                        || step.startsWith("import")
                        || step.startsWith("record-message")
                        || step.contains("'occurredAt'") && !step.startsWith("open-conversation"))
                .toList());
        Collections.shuffle(again, random);
        again.forEach(step -> make(world, step));
    }

    /** As {@link #goesOn}, where no call may fail. */
    public void serves(int most) {
        for (int step = 0; step < most; step++) {
            world.clock.pass(Duration.ofMinutes(7));
            String next = step("e" + steps.size());
            steps.add(next);
            make(world, next);
        }
    }

    public void ends() {
        Collections.shuffle(late, random);
        late.forEach(Runnable::run);
        late.clear();
    }

    /** Makes the same step in a world whose store fails, before it is made again. */
    private boolean cut(String step) {
        Fault fault = new Fault(1 + random.nextInt(6), Fault.When.values()[random.nextInt(Fault.When.values().length)]);
        try {
            make(world.with(fault), step);
            return false;
        } catch (StoreUnavailable asItShould) {
            cuts++;
            return true;
        }
    }

    private String step(String id) {
        int which = random.nextInt(3);
        String business = BUSINESSES.get(which);
        String number = Integer.toString(which + 1);
        String who = "'userId':'%s','businessId':'%s','requestId':'%s'%s"
                .formatted(ids.get(random.nextInt(3)), business, id, when());
        return switch (random.nextInt(20)) {
            case 18 ->
                "decide-consent {%s,'decision':'MESSAGE_SENT','text':'%s'}"
                        .formatted(who, id.hashCode() % 2 == 0 ? "STOP" : "I do not wish to be contacted, " + MARKER);
            case 19 ->
                "webhook " + business + " "
                        + Envelopes.message(
                                number, ids.get(0), "wamid." + id, "please do not contact me again, " + MARKER, at());
            case 0, 1 ->
                "decide-consent {%s,'decision':'%s'}".formatted(who, DECISIONS.get(random.nextInt(DECISIONS.size())));
            case 2 ->
                "decide-consent {%s,'decision':'REPORT','report':{'reason':'SPAM','details':'%s'},'alsoBlock':%s}"
                        .formatted(who, MARKER, random.nextBoolean());
            case 3 -> list(business, number);
            case 4, 5 ->
                "request-opt-out {%s%s%s%s}"
                        .formatted(
                                who,
                                scope(number),
                                random.nextInt(3) == 0 ? ",'categories':'ALL'" : "",
                                random.nextInt(6) == 0 ? ",'disownsClaims':true" : "");
            case 6 -> "request-opt-in {%s%s}".formatted(who, scope(number));
            case 7 ->
                random.nextBoolean()
                        ? "request-opt-in {%s%s}".formatted(who, scope(number))
                        : "request-opt-in {'caller':{'kind':'BUSINESS','businessId':'%1$s'},'input':{'userId':'%2$s','businessId':'%1$s','requestId':'%3$s',%4$s%5$s}}"
                                .formatted(business, ids.get(random.nextInt(3)), id, claimed(), scope(number));
            case 8 -> "open-conversation {%s}".formatted(who);
            case 9 ->
                "webhook " + business + " "
                        + Envelopes.messageOfBoth(number, ids.get(0), ids.get(1), "wamid." + id, "hello", at());
            case 10 ->
                "webhook " + business + " "
                        + Envelopes.failed(number, ids.get(random.nextInt(3)), "wamid." + id, 131050, at());
            case 11 ->
                "decide-consent {%s,'decision':'MESSAGE_SENT','text':'I do not want to be contacted, %s'}"
                        .formatted(who, MARKER);
            case 12 ->
                "webhook " + business + " "
                        + (random.nextBoolean()
                                ? Envelopes.moved(number, ids.get(random.nextInt(2)), ids.get(2), at())
                                : Envelopes.message(number, ids.get(0), "wamid." + id, "stop", at()));
            case 13 ->
                "webhook " + business + " "
                        + Envelopes.preference(
                                random.nextBoolean() ? number : number + "0",
                                ids.get(0),
                                random.nextBoolean() ? "stop" : "resume",
                                at());
            case 14, 15 ->
                "resolve %s %s %d"
                        .formatted(
                                random.nextInt(3) == 0 ? "operator" : business,
                                ACTIONS.get(random.nextInt(ACTIONS.size())),
                                random.nextInt(3));
            case 16 -> "remind-follow-ups {}";
            default ->
                "record-message {'businessId':'%s','messages':[{'userId':'%s','messageId':'m%s','sentAt':'%s','category':'MARKETING'}]}"
                        .formatted(business, ids.get(random.nextInt(3)), id, world.clock.instant());
        };
    }

    /** Wishes of this person that the business kept elsewhere. */
    private String list(String business, String number) {
        return "import-preferences {'businessId':'%s','source':'a list of papagal','exportedAt':'%s','openWork':%s,'rows':[{'userId':'%s','wish':'%s'},{'userId':'%s','wish':'OPT_IN',%s%s}]}"
                .formatted(
                        business,
                        world.clock.instant().minusSeconds(random.nextInt(6)),
                        random.nextBoolean(),
                        ids.get(random.nextInt(3)),
                        random.nextInt(4) == 0 ? "BLOCK" : "OPT_OUT",
                        ids.get(random.nextInt(3)),
                        claimed(),
                        scope(number));
    }

    private String claimed() {
        return "'proof':'a form of papagal','occurredAt':'%s'"
                .formatted(world.clock.instant().minusSeconds(random.nextInt(6)));
    }

    /** Half of the wishes are about all marketing. There are more scopes than a relation has room for. */
    private String scope(String number) {
        if (random.nextBoolean()) {
            return "";
        }
        String scope = SCOPES.get(random.nextInt(SCOPES.size()));
        return ",'scope':{%s}".formatted(scope.replace("NUMBER", number));
    }

    /** Some say when it was, at the same instants often. */
    private String when() {
        return random.nextBoolean()
                ? ""
                : ",'occurredAt':'%s'".formatted(world.clock.instant().minusSeconds(random.nextInt(6)));
    }

    private long at() {
        return world.clock.instant().minusSeconds(random.nextInt(6)).getEpochSecond();
    }

    private void make(World where, String step) {
        String[] parts = step.split(" ", 2);
        switch (parts[0]) {
            case "webhook" -> deliver(where, parts[1].split(" ", 2));
            case "resolve" -> resolve(where, parts[1].split(" "));
            default -> where.call(parts[0], parts[1]);
        }
    }

    /** The one business signs most of what it tells itself; the rest comes by the operator's topic. */
    private static void deliver(World where, String[] update) {
        boolean isCutOff = !update[0].equals("signing")
                ? Webhook.isCutOff(where, Envelopes.of(update[1]))
                : update[1].hashCode() % 4 == 0
                        ? Webhook.isCutOffByTopic(where, update[1])
                        : Webhook.isCutOff(where, SIGNING, Envelopes.of(update[1]));
        if (isCutOff) {
            throw new StoreUnavailable("cut off");
        }
    }

    private static void resolve(World where, String[] asked) {
        JsonNode work =
                where.call("list-follow-ups", "{'businessId':'%s'}", asked[0]).path("followUps");
        if (!work.isEmpty()) {
            JsonNode one = work.get(Integer.parseInt(asked[2]) % work.size());
            String messages =
                    asked[1].equals("SKIP") && one.has("messages") ? ",'messages':" + read(one.get("messages")) : "";
            String id = one.get("followUpId").textValue();
            where.step(asked[0], id, asked[1], "ana", ",'note':'a note of papagal'", messages);
        }
    }

    /** Whoever works on it reads the first of its messages, or all. */
    private static String read(JsonNode messages) {
        List<String> ids = messages.findValuesAsText("messageId");
        List<String> read = ids.subList(0, ids.size() % 2 == 0 ? 1 : ids.size());
        return "['" + String.join("','", read) + "']";
    }
}
