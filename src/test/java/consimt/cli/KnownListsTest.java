package consimt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.cli.Served.Ran;
import consimt.kit.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lists of other programs, each with every status that its program knows, one that nobody knows, and people who refused
 * before: read as they are, with another divider and encoding, and packed.
 */
class KnownListsTest {

    private static final World WORLD = World.fresh();
    private static final Served SERVED = Served.of(WORLD);
    private static final Set<String> REFUSED = Set.of("MARKETING_OPTED_OUT", "BLOCKED_BY_USER");
    private static int people;

    static {
        WORLD.settle(
                "librarie", "'marketingBasis':'CONVERSATION','topics':[{'code':'offers','labels':{'en':'Offers'}}]");
        WORLD.settle("florist", "'marketingBasis':'OPT_IN','topics':[{'code':'offers','labels':{'en':'Offers'}}]");
    }

    @AfterAll
    static void close() {
        SERVED.close();
    }

    /**
     * The shape of a list.
     *
     * @param row with %1$s for the person, without a sign before the digits, and %2$s for the status
     * @param statuses what each says: OPT_OUT, OPT_IN, or nothing; ? for what nobody knows
     */
    private record Shape(String channel, String head, String row, String end, Map<String, String> statuses) {

        /** @param statuses as {@code OPT_OUT:yes|true,:no}, where no name stands for nothing */
        static Shape of(String channel, String head, String row, String end, String statuses) {
            Map<String, String> read = new LinkedHashMap<>();
            for (String each : statuses.split(",")) {
                String[] both = each.split(":", -1);
                Stream.of(both[1].split("\\|", -1)).forEach(status -> read.put(status, both[0]));
            }
            return new Shape(channel, head, row, end, read);
        }

        boolean isJson() {
            return head.startsWith("{");
        }
    }

    private static final Map<String, Shape> SHAPES = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "consimt",
                    Shape.of(
                            "email",
                            "userId,wish,channel,note",
                            "%1$s,%2$s,email,Élan",
                            "",
                            "OPT_OUT:OPT_OUT|BLOCK,?:PERHAPS")),
            Map.entry(
                    "aws-opted-out-numbers",
                    Shape.of(
                            "sms",
                            "{\"OptOutListName\":\"Default\",\"OptedOutNumbers\":[",
                            "{\"OptedOutNumber\":\"+%1$s\",\"OptedOutTimestamp\":1762078520.25,\"EndUserOptedOut\":true}",
                            "]}",
                            "OPT_OUT:")),
            Map.entry(
                    "aws-sns-opted-out",
                    Shape.of("sms", "{\"phoneNumbers\":[", "\"+%1$s\"", "],\"nextToken\":\"x\"}", "OPT_OUT:")),
            Map.entry(
                    "ses-suppression",
                    Shape.of(
                            "email",
                            "{\"SuppressedDestinationSummaries\":[",
                            "{\"EmailAddress\":\"%1$s\",\"Reason\":\"%2$s\",\"LastUpdateTime\":\"2026-10-07T11:20:14Z\"}",
                            "]}",
                            "OPT_OUT:COMPLAINT|UNSUBSCRIBE,:BOUNCE,?:OTHER")),
            Map.entry(
                    "ses-contacts",
                    Shape.of(
                            "email",
                            "{\"Contacts\":[",
                            "{\"EmailAddress\":\"%1$s\",\"UnsubscribeAll\":%2$s,"
                                    + "\"LastUpdatedTimestamp\":\"2026-09-01T10:00:00Z\"}",
                            "]}",
                            "OPT_OUT:true,:false")),
            Map.entry(
                    "mailchimp-unsubscribed",
                    Shape.of(
                            "email",
                            "Email Address,First Name,OPTIN_TIME,CONFIRM_TIME,UNSUB_TIME",
                            "%1$s,Zoë,2024-03-01 08:00:00,2024-03-01 08:01:00,2026-08-15 16:20:31",
                            "",
                            "OPT_OUT:")),
            Map.entry(
                    "mailchimp-cleaned",
                    Shape.of("email", "Email Address,First Name,CLEAN_TIME", "%1$s,Zoë,2026-08-16 10:00:00", "", ":")),
            Map.entry(
                    "mailchimp-status",
                    Shape.of(
                            "email",
                            "Email Address,First Name,Status,OPTIN_TIME,CONFIRM_TIME",
                            "%1$s,Zoë,%2$s,2024-03-01 08:00:00,2024-03-01 08:01:00",
                            "",
                            "OPT_OUT:Unsubscribed,:Subscribed|Cleaned|Archived|Pending|Transactional|Non-Subscribed,?:Other")),
            Map.entry(
                    "shopify",
                    Shape.of(
                            "email",
                            "First Name,Email,Accepts Email Marketing,Phone,Accepts SMS Marketing",
                            "Zoë,%1$s,%2$s,,no",
                            "",
                            "OPT_OUT:no,OPT_IN:yes,?:perhaps")),
            Map.entry(
                    "shopify-former",
                    Shape.of(
                            "email",
                            "First Name,Email,Accepts Marketing,Phone",
                            "Zoë,%1$s,%2$s,",
                            "",
                            "OPT_OUT:no,:yes,?:perhaps")),
            Map.entry(
                    "brevo",
                    Shape.of(
                            "sms",
                            "{\"count\":9,\"contacts\":[",
                            "{\"email\":null,\"emailBlacklisted\":false,\"smsBlacklisted\":%2$s,"
                                    + "\"attributes\":{\"SMS\":\"%1$s\",\"NAME\":\"Zoë\"}}",
                            "]}",
                            "OPT_OUT:true,:false")),
            Map.entry(
                    "beehiiv",
                    Shape.of(
                            "email",
                            "{\"data\":[",
                            "{\"id\":\"s\",\"email\":\"%1$s\",\"status\":\"%2$s\",\"subscription_tier\":\"free\"}",
                            "],\"limit\":10}",
                            "OPT_OUT:inactive,:active|validating|invalid|pending|needs_attention,?:other")),
            Map.entry(
                    "buttondown",
                    Shape.of(
                            "email",
                            "{\"count\":3,\"results\":[",
                            "{\"email_address\":\"%1$s\",\"type\":\"%2$s\",\"tags\":[]}",
                            "]}",
                            "OPT_OUT:unsubscribed|complained|removed,:regular|premium|unactivated|undeliverable|gifted")),
            Map.entry(
                    "ghost",
                    Shape.of(
                            "email",
                            "id,email,name,note,subscribed_to_emails,created_at",
                            "m1,%1$s,Zoë,,%2$s,2019-10-30T14:52:08.000Z",
                            "",
                            "OPT_OUT:false,:true,?:other")),
            Map.entry(
                    "hubspot-contacts",
                    Shape.of(
                            "email",
                            "Record ID,Email,Unsubscribed from all email",
                            "Zoë,%1$s,%2$s",
                            "",
                            "OPT_OUT:true|TRUE|Yes,:false|")),
            Map.entry(
                    "hubspot-unsubscribes",
                    Shape.of(
                            "email",
                            "Email,Portal Bounce,Portal Unsubscribe,Portal Spam Report,Global Bounce,Our offers",
                            "%1$s,%2$s",
                            "",
                            "OPT_OUT:FALSE;TRUE;FALSE;FALSE;FALSE|;FALSE;TRUE;;FALSE|;;;;TRUE,:TRUE;FALSE;FALSE;TRUE;FALSE")),
            Map.entry(
                    "substack",
                    Shape.of(
                            "email",
                            "email,active_subscription,expiry,plan,email_disabled,created_at,first_payment_at",
                            "%1$s,false,,Café,%2$s,2025-01-01T00:00:00.000Z,",
                            "",
                            "OPT_OUT:true,:false,?:other")),
            Map.entry(
                    "klaviyo",
                    Shape.of(
                            "email",
                            "{\"data\":[",
                            "{\"type\":\"profile\",\"id\":\"x\",\"attributes\":{\"email\":\"%1$s\",\"phone_number\":null,"
                                    + "\"subscriptions\":{\"email\":{\"marketing\":{%2$s}}}}}",
                            "],\"links\":{\"next\":null}}",
                            "OPT_OUT:" + consent("UNSUBSCRIBED") + "|" + suppressed("USER_SUPPRESSED") + "|"
                                    + suppressed("SPAM_COMPLAINT") + "|" + suppressed("UNSUBSCRIBE") + ",:"
                                    + consent("SUBSCRIBED") + "|" + consent("NEVER_SUBSCRIBED") + "|"
                                    + suppressed("HARD_BOUNCE") + "|" + suppressed("INVALID_EMAIL") + ",?:"
                                    + consent("OTHER"))),
            Map.entry(
                    "klaviyo of numbers",
                    Shape.of(
                            "sms",
                            "{\"data\":[",
                            "{\"type\":\"profile\",\"attributes\":{\"phone_number\":\"+%1$s\","
                                    + "\"subscriptions\":{\"sms\":{\"marketing\":{\"consent\":\"%2$s\"}}}}}",
                            "]}",
                            "OPT_OUT:UNSUBSCRIBED,:SUBSCRIBED|NEVER_SUBSCRIBED,?:OTHER")),
            Map.entry(
                    "brevo-blocked",
                    Shape.of(
                            "email",
                            "{\"count\":9,\"contacts\":[",
                            "{\"email\":\"%1$s\",\"senderEmail\":\"a@example.com\",\"reason\":{\"code\":\"%2$s\","
                                    + "\"message\":\"m\"},\"blockedAt\":\"2026-05-08T20:16:26.000Z\"}",
                            "]}",
                            "OPT_OUT:unsubscribedViaMA|unsubscribedViaEmail|unsubscribedViaApi|adminBlocked"
                                    + "|contactFlaggedAsSpam,:hardBounce,?:other")),
            Map.entry(
                    "sendgrid-groups",
                    Shape.of(
                            "email",
                            "email,group_id,group_name,created_at",
                            "%1$s,7,Our offers,1762078520",
                            "",
                            "OPT_OUT:")),
            Map.entry(
                    "twilio-log",
                    Shape.of(
                            "sms",
                            "From,To,Body,Status,SentDate,ApiVersion,NumSegments,ErrorCode,AccountSid,Sid,Direction,Price,PriceUnit",
                            "+40755000000,+%1$s,Zoë,failed,2026-03-09T23:10:01Z,2010-04-01,1,%2$s,A,S,outbound-api,,USD",
                            "",
                            "OPT_OUT:21610,:|30003|0")),
            Map.entry(
                    "twilio-messages",
                    Shape.of(
                            "sms",
                            "{\"page\":0,\"messages\":[",
                            "{\"sid\":\"S\",\"date_sent\":\"Mon, 09 Mar 2026 23:10:01 +0000\",\"to\":\"+%1$s\","
                                    + "\"from\":null,\"direction\":\"outbound-api\",\"error_code\":%2$s}",
                            "]}",
                            "OPT_OUT:21610,:null|30003")),
            Map.entry(
                    "beehiiv-subscribers",
                    Shape.of(
                            "email",
                            "email,First Name,status,tier,created_at,unsubscribed_at",
                            "%1$s,Zoë,%2$s",
                            "",
                            "OPT_OUT:inactive;free;2026-01-01 10.00.00 UTC;|active;free;2026-01-01 10.00.00 UTC;2026-03-01 10.00.00 UTC,"
                                    + ":active;free;2026-01-01 10.00.00 UTC;|pending;free;2026-01-01 10.00.00 UTC;,?:other;;;")),
            Map.entry(
                    "buttondown-subscribers",
                    Shape.of(
                            "email",
                            "id,email,notes,subscriber_type,tags",
                            "i,%1$s,Zoë,%2$s,",
                            "",
                            "OPT_OUT:unsubscribed|complained|removed,:regular|premium|unactivated|undeliverable")),
            Map.entry(
                    "twilio-bulk-export",
                    Shape.of(
                            "sms",
                            "{\"sid\":\"S\",\"to\":\"+40755000000\",\"from\":\"X\",\"direction\":\"inbound\","
                                    + "\"error_code\":null,\"date_sent\":\"2026-03-09T23:10:01Z\"}\n",
                            "{\"sid\":\"S\",\"to\":\"+%1$s\",\"from\":\"X\",\"direction\":\"outbound-api\","
                                    + "\"error_code\":%2$s,\"date_sent\":\"2026-03-09T23:10:01Z\"}",
                            "",
                            "OPT_OUT:21610,:null|30003")),
            Map.entry(
                    "sendgrid-unsubscribes",
                    Shape.of("email", "email,created,note", "%1$s,1762078520,Zoë", "", "OPT_OUT:"))));

    private static String consent(String value) {
        return "\"consent\"=\"" + value + "\";\"suppression\"=[]";
    }

    private static String suppressed(String reason) {
        return "\"consent\"=\"NEVER_SUBSCRIBED\";\"suppression\"=[{\"reason\"=\"" + reason
                + "\";\"timestamp\"=\"2026-02-21T20.07.38+00.00\"}]";
    }

    static Stream<Arguments> lists() {
        return SHAPES.keySet().stream()
                .flatMap(kind -> Stream.of("as it is", "otherwise", "packed").map(form -> Arguments.of(kind, form)));
    }

    private record Row(String person, boolean hadRefused, String wish) {}

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("lists")
    void whoRefusedStaysRefusedAndNobodySaysYesByGuess(String kind, String form) throws IOException {
        Shape shape = SHAPES.get(kind);
        List<Row> rows = new ArrayList<>();
        StringBuilder list = new StringBuilder(shape.head);
        for (Map.Entry<String, String> status : shape.statuses.entrySet()) {
            for (boolean hadRefused : new boolean[] {true, false}) {
                String person = person(shape, hadRefused);
                list.append(!shape.isJson() || shape.end.isEmpty() ? "\n" : rows.isEmpty() ? "" : ",\n");
                list.append(shape.row.formatted(
                        person,
                        status.getKey().replace(';', ',').replace("\"=", "\":").replaceAll("(\\d)[.](\\d)", "$1:$2")));
                rows.add(new Row(person, hadRefused, status.getValue()));
            }
        }
        List<String> asked = new ArrayList<>(List.of("import", "-", "--zone", "UTC", "--proof", "p", "--at"));
        asked.addAll(List.of("2026-11-01T00:00:00Z", "--business"));
        boolean isOtherwise = form.equals("otherwise") && !shape.isJson();
        asked.addAll(2, isOtherwise ? List.of("--encoding", "windows-1252") : List.of());
        asked.addAll(2, kind.equals("sendgrid-unsubscribes") ? List.of("--as", kind) : List.of());
        byte[] bytes = bytes(list.append(shape.end).append('\n').toString(), form, isOtherwise);
        for (String business : List.of("librarie", "florist")) {
            SERVED.calls.clear();
            Ran ran = SERVED.with(
                    bytes, Stream.concat(asked.stream(), Stream.of(business)).toArray(String[]::new));
            boolean isKnown = rows.stream().noneMatch(row -> row.wish.equals("?"));
            assertEquals(isKnown ? 0 : Consimt.SOME_ROWS_FAILED, ran.code(), ran.err());
            boolean saysYes = rows.stream().anyMatch(row -> row.wish.equals("OPT_IN"));
            assertEquals(saysYes, SERVED.calls.toString().contains("OPT_IN"));
            for (Row row : rows) {
                String may = WORLD.may(
                        "'userId':'%s','businessId':'%s','category':'MARKETING','scope':{'channel':'%s'}",
                        row.person, business, shape.channel);
                boolean isRefused = row.hadRefused || row.wish.equals("OPT_OUT");
                assertEquals(isRefused, REFUSED.contains(may), () -> row + " " + may);
                boolean mayGet = !isRefused && (business.equals("librarie") || row.wish.equals("OPT_IN"));
                assertEquals(mayGet, may.equals("ALLOWED"), () -> row + " " + may);
            }
        }
    }

    /** A customer of both businesses. */
    private static String person(Shape shape, boolean hadRefused) {
        String person =
                shape.channel.equals("sms") ? String.valueOf(40_755_510_000L + people) : "p" + people + "@example.org";
        people++;
        for (String business : List.of("librarie", "florist")) {
            String two = "'userId':'" + person + "','businessId':'" + business + "'";
            WORLD.call("decide-consent", "{" + two + ",'decision':'CONTINUE'}");
            if (hadRefused) {
                WORLD.call("request-opt-out", "{" + two + "}");
            }
        }
        return person;
    }

    private static byte[] bytes(String list, String form, boolean isOtherwise) throws IOException {
        Charset charset = isOtherwise ? Charset.forName("windows-1252") : StandardCharsets.UTF_8;
        byte[] bytes = (isOtherwise ? list.replace(',', ';').replace("\n", "\r\n") : list).getBytes(charset);
        if (!form.equals("packed")) {
            return bytes;
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    @Test
    void eachKnownListNamesThePageOfItsMaker() throws IOException {
        for (Mapping known : Mapping.known()) {
            assertTrue(SHAPES.containsKey(known.name()), known.name());
            assertTrue(known.json().path("page").asText().matches("https://.+|docs/lists.md"), known.name());
        }
    }
}
