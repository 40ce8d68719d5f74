package consimt.access;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Requests of business a, and of a person about it or, where nothing is written, about its neighbour: their own at the
 * outside, so that they are let in, and with what is the neighbour's inside.
 */
final class Trespass {

    private static final List<Form> OF_BUSINESS = List.of(
            new Form("check-permission", "'userIds':[{user},{user},{user}],'category':'MARKETING'"),
            new Form("check-permission", "'userId':{user},'category':'SERVICE','consistent':true"),
            new Form("check-permission", "'userId':{user},'interaction':'MESSAGE_TO_BUSINESS'"),
            new Form("filter-audience", "'userIds':[{user},{user},{user}],'category':'MARKETING'"),
            new Form("open-conversation", "'userId':{user},'requestId':{entry}"),
            new Form("read-relation", "'userId':{user}"),
            new Form("list-relations", "'limit':3"),
            new Form("list-relations", "'marketing':'OPTED_OUT','limit':2,'nextToken':{token}"),
            new Form("request-opt-out", "'userId':{user},'requestId':{entry},'reason':'DECLINED'"),
            new Form(
                    "check-permission",
                    "'asks':[{'userId':{user},'category':'MARKETING'},{'userId':{user},'category':'CALL'}]"),
            new Form("explain-standing", "'userId':{user}"),
            new Form("explain-standing", "'userId':{user},'at':{time}"),
            new Form("read-ledger", "'userId':{user}"),
            new Form("read-ledger", "'userId':{user},'limit':2,'nextToken':{token}"),
            new Form("give-receipt", "'userId':{user}"),
            new Form("give-receipt", "'userId':{user},'entryId':{entry}"),
            new Form("read-ledger", ""),
            new Form("read-ledger", "'limit':1,'nextToken':{token}"),
            new Form("list-follow-ups", "'state':{state}"),
            new Form("list-follow-ups", "'limit':2,'nextToken':{token}"),
            new Form("list-follow-ups", "'state':{state},'limit':1,'nextToken':{token}"),
            new Form("resolve-follow-up", "'followUpIds':[{work},{work}],'action':{action},'actor':'ana','note':'n'"),
            new Form("resolve-follow-up", "'followUpIds':[{work}],'action':{action},'actor':'ion','note':'n'"),
            new Form(
                    "record-message",
                    "'messages':[{'userId':{user},'category':'MARKETING','messageId':{entry},'sentAt':{time}},"
                            + "{'userId':{user},'category':'MARKETING','messageId':{entry},'sentAt':{time}}]"),
            new Form("read-settings", ""),
            new Form("report-follow-ups", "'from':'2026-11-01','to':'2026-11-30'"),
            new Form("report-reasons", "'from':'2026-11-01','to':'2026-11-30'"),
            new Form("issue-person-link", "'userId':{user},'purpose':'UNSUBSCRIBE'"),
            new Form("issue-person-links", "'purpose':'UNSUBSCRIBE','rows':[{'userId':{user}},{'userId':{user}}]"),
            // Not for a business.
            new Form("decide-consent", "'userId':{user},'requestId':{entry},'decision':{decision}"),
            new Form("request-opt-in", "'userId':{user},'requestId':{entry}"),
            new Form("explain-opt-out", "'userId':{user},'entryId':{entry},'reason':'DECLINED'"),
            new Form("revoke-person-links", "'userId':{user},'linkId':{link}"),
            new Form("export-person", "'userId':{user}"),
            new Form("erase-person", "'userId':{user}"),
            new Form("replay-unknown", "'phoneNumberId':'" + Neighbour.NUMBER + "'"),
            new Form("rebuild-relation", "'userId':{user}"),
            new Form("rebuild-relation", "'dryRun':true,'nextToken':{token}"),
            new Form("remind-follow-ups", ""),
            new Form(
                    "configure-business",
                    "'name':'A','country':'RO','removal':{'mode':'AUTOMATIC'},'whatsapp':{'phoneNumberIds':['"
                            + Neighbour.NUMBER + "']}"));

    private static final List<Form> OF_PERSON = List.of(
            new Form("give-receipt", ""),
            new Form("give-receipt", "'entryId':{entry}"),
            new Form("decide-consent", "'requestId':{entry},'decision':{decision}"),
            new Form("request-opt-out", "'requestId':{entry}"),
            new Form("request-opt-in", "'requestId':{entry}"),
            new Form("open-conversation", "'requestId':{entry}"),
            new Form("rebuild-relation", "'dryRun':true"),
            new Form("erase-person", ""),
            new Form("resolve-follow-up", "'followUpIds':[{work}],'action':{action},'actor':'ana','note':'n'"));

    /** Of these, a person's that is not held to one business may name the neighbour. */
    private static final List<Form> OF_PERSON_ANYWHERE = List.of(
            new Form("read-relation", ""),
            new Form("read-ledger", ""),
            new Form("read-ledger", "'limit':2,'nextToken':{token}"),
            new Form("export-person", ""),
            new Form("export-person", "'nextToken':{token}"),
            new Form("explain-opt-out", "'requestId':{entry},'entryId':{entry},'reason':'DECLINED'"),
            new Form("explain-opt-out", "'requestId':{entry},'entryId':'a-0','reason':'DECLINED'"),
            new Form("revoke-person-links", "'linkId':{link}"));

    private static final List<Form> OF_PERSON_NOWHERE = List.of(
            new Form("read-relation", "'limit':1"),
            new Form("read-relation", "'limit':1,'nextToken':{token}"),
            new Form("revoke-person-links", "'linkId':{link}"));

    private static final List<String> BESIDES = List.of(
            "'followUpId':{work}",
            "'followUpIds':[{work}]",
            "'linkId':{link}",
            "'entryId':{entry}",
            "'nextToken':{token}",
            "'userIds':[{user}]",
            "'about':'b'",
            "'caller':{'kind':'BUSINESS','businessId':'b'}",
            "'caller':{'kind':'OPERATOR'}");

    private static final Pattern GAP = Pattern.compile("\\{([a-z]+)}");

    private final Random random;
    private final Neighbour neighbour;
    private final List<String> people;
    private final List<String> work;
    private final List<String> handles;
    private final Map<List<Form>, Integer> asked = new HashMap<>();
    private final Set<String> told = new HashSet<>();

    /**
     * @param people whom business a knows
     * @param work its own
     */
    Trespass(Random random, Neighbour neighbour, List<String> people, List<String> work) {
        this.random = random;
        this.neighbour = neighbour;
        this.people = people;
        this.work = work;
        this.handles = neighbour.handles().toList();
    }

    record Request(String function, String body) {}

    private record Form(String function, String fields) {}

    /** The handles that were in any request so far. */
    Set<String> told() {
        return told;
    }

    Request ofBusiness() {
        return request(OF_BUSINESS, "'businessId':'a'");
    }

    Request ofPersonAt(String userId, String businessId) {
        return request(
                businessId.equals("a") && random.nextBoolean() ? OF_PERSON : OF_PERSON_ANYWHERE,
                "'userId':'%s','businessId':'%s'".formatted(userId, businessId));
    }

    Request ofPerson(String userId) {
        return request(OF_PERSON_NOWHERE, "'userId':'%s'".formatted(userId));
    }

    /** The forms in turn, and in each third round with something besides that no function should look at. */
    private Request request(List<Form> forms, String own) {
        int before = asked.merge(forms, 1, Integer::sum) - 1;
        Form form = forms.get(before % forms.size());
        int round = before / forms.size();
        String body = own
                + (form.fields.isEmpty() ? "" : "," + form.fields)
                + (round % 3 == 2 ? "," + BESIDES.get(round / 3 % BESIDES.size()) : "");
        return new Request(
                form.function, GAP.matcher("{" + body + "}").replaceAll(gap -> "'" + filling(gap.group(1)) + "'"));
    }

    private String filling(String gap) {
        String filling = switch (gap) {
            case "user" -> random.nextInt(3) == 0 ? any(people) : handle(neighbour.users);
            case "work" -> random.nextInt(3) == 0 ? any(work) : handle(neighbour.work);
            case "entry" -> random.nextInt(3) == 0 ? "a-" + random.nextInt(40) : handle(neighbour.entries);
            case "link" -> handle(neighbour.links);
            case "token" -> handle(neighbour.tokens);
            case "time" -> "2026-11-24T%02d:00:00Z".formatted(random.nextInt(13));
            case "state" -> any(List.of("OPEN", "CLAIMED", "DONE", "SKIPPED", "WITHDRAWN"));
            case "action" -> any(List.of("CLAIM", "RELEASE", "COMPLETE", "SKIP"));
            case "decision" -> any(List.of("BLOCK", "UNBLOCK", "CONTINUE", "MESSAGE_SENT"));
            default -> throw new IllegalArgumentException(gap);
        };
        told.add(filling);
        return filling;
    }

    /** Now and then one of another kind. */
    private String handle(List<String> ofKind) {
        return any(random.nextInt(20) == 0 ? handles : ofKind);
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
