package consimt.whatsapp.envelope;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.relation.UserId;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Story;
import consimt.whatsapp.envelope.Envelope.Ignored;
import consimt.whatsapp.envelope.Update.Head;
import consimt.whatsapp.envelope.Update.MessageReceived;
import consimt.whatsapp.envelope.Update.MessageWords;
import consimt.whatsapp.envelope.Update.PreferenceChanged;
import consimt.whatsapp.envelope.Update.WebhookField;
import consimt.whatsapp.envelope.Update.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EnvelopeTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");
    private static final String EMPTY = "{\"object\":\"whatsapp_business_account\",\"entry\":[]}";

    static List<Story> stories() {
        return Story.all();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void everyStoryIsReadAsItIsTold(Story story) {
        Envelope envelope = story.received();
        assertEquals(story.updates(), envelope.updates());
        assertEquals(
                story.entryIds(),
                envelope.updates().stream().map(Update::entryId).toList());
        assertEquals(story.ignored(), envelope.ignored());
    }

    @Test
    void theStoriesLeaveNoReasonAndNoTypeOut() {
        Set<Ignored> reasons = new HashSet<>();
        Set<WhatsAppMessageType> types = new HashSet<>();
        Set<Class<?>> kinds = new HashSet<>();
        for (Story story : stories()) {
            reasons.addAll(story.ignored().keySet());
            for (Update update : story.updates()) {
                kinds.add(update.getClass());
                if (update instanceof MessageReceived sent) {
                    types.add(sent.type());
                }
            }
        }
        assertEquals(Set.of(Ignored.values()), reasons);
        assertEquals(Set.of(WhatsAppMessageType.values()), types);
        assertEquals(Set.of(Update.class.getPermittedSubclasses()), kinds);
    }

    @Test
    void theNumbersOfAllChangesAreKnown() {
        assertEquals(Set.of("1060001", "1060002"), numbersIn("number-in-unread-changes"));
        assertEquals(Set.of(), numbersIn("no-number"));
    }

    private static Set<String> numbersIn(String story) {
        return stories().stream()
                .filter(each -> each.name().equals(story))
                .map(each -> each.received().phoneNumberIds())
                .findFirst()
                .orElseThrow();
    }

    /** Ten businesses, in accounts of their own; ninety-seven people. */
    @Test
    void aThousandUpdatesAreReadInTheirOrder() {
        Map<Integer, List<Integer>> byBusiness = new LinkedHashMap<>();
        for (int i = 0; i < 1_000; i++) {
            byBusiness.computeIfAbsent(i / 7 % 10, any -> new ArrayList<>()).add(i);
        }
        List<Update> expected = new ArrayList<>();
        StringBuilder entries = new StringBuilder();
        byBusiness.forEach((business, members) -> {
            String number = "10600" + (10 + business);
            StringBuilder changes = new StringBuilder();
            for (int i : members) {
                String phone = "4070" + (1_000_000 + i % 97);
                Instant at = AT.plusSeconds(i);
                Person person = new Person(null, null, new UserId(phone));
                Head head = new Head(number, person, new Timestamp(at, null, false));
                if (i % 3 == 0) {
                    expected.add(new PreferenceChanged(head, Wish.STOP));
                    changes.append("""
                            ,{"field":"user_preferences","value":{"metadata":{"phone_number_id":"%s"},"user_preferences":
                            [{"wa_id":"%s","category":"marketing_messages","value":"stop","timestamp":%d}]}}""".formatted(number, phone, at.getEpochSecond()));
                } else {
                    expected.add(new MessageReceived(
                            head,
                            new WhatsAppMessageId("wamid." + i),
                            WebhookField.MESSAGES,
                            WhatsAppMessageType.TEXT,
                            MessageWords.of("nr. " + i, List.of()),
                            null));
                    changes.append("""
                            ,{"field":"messages","value":{"metadata":{"phone_number_id":"%s"},"messages":
                            [{"from":"%s","id":"wamid.%d","timestamp":"%d","type":"text","text":{"body":"nr. %d"}}]}}""".formatted(number, phone, i, at.getEpochSecond(), i));
                }
            }
            entries.append(",{\"id\":\"20900%d\",\"changes\":[%s]}".formatted(business, changes.substring(1)));
        });
        Envelope envelope =
                read(EMPTY.replace("[]", "[" + entries.substring(1) + "]")).orElseThrow();
        assertEquals(expected, envelope.updates());
        assertEquals(1_000, envelope.updates().size());
        assertEquals(10, envelope.phoneNumberIds().size());
        assertEquals(Map.of(), envelope.ignored());
    }

    @Test
    void whatIsNoJsonIsNoEnvelope() {
        byte[] brokenText = EMPTY.replace("[]", "[\"~\"]").getBytes(UTF_8);
        brokenText[EMPTY.length() - 2 + 1] = (byte) 0xC3;
        List<byte[]> bodies = List.of(
                new byte[0],
                " ".getBytes(UTF_8),
                "object=whatsapp_business_account".getBytes(UTF_8),
                EMPTY.substring(1).getBytes(UTF_8),
                EMPTY.substring(0, EMPTY.length() - 1).getBytes(UTF_8),
                (EMPTY + "x").getBytes(UTF_8),
                (EMPTY + "{}").getBytes(UTF_8),
                ("\uFEFF" + EMPTY).getBytes(UTF_8),
                EMPTY.getBytes(UTF_16),
                EMPTY.replace("[]", "[NaN]").getBytes(UTF_8),
                EMPTY.replace('"', '\'').getBytes(UTF_8),
                brokenText,
                // Overlong, a surrogate of its own, beyond Unicode: all of them bytes that UTF-8 does not have.
                withBytes(0xC0, 0xAF),
                withBytes(0xED, 0xA0, 0x80),
                withBytes(0xF5, 0x80, 0x80, 0x80));
        for (byte[] body : bodies) {
            assertEquals(Optional.empty(), Envelope.read(body, NOW), () -> new String(body, UTF_8));
            assertEquals(Optional.empty(), Numbers.in(body), () -> new String(body, UTF_8));
        }
    }

    private static byte[] withBytes(int... bytes) {
        byte[] body =
                EMPTY.replace("[]", "[\"" + "~".repeat(bytes.length) + "\"]").getBytes(UTF_8);
        int at = new String(body, UTF_8).indexOf('~');
        for (int i = 0; i < bytes.length; i++) {
            body[at + i] = (byte) bytes[i];
        }
        return body;
    }

    @Test
    void jsonOfAnotherFormIsNoEnvelope() {
        List<String> bodies = List.of(
                "null",
                "7",
                "\"whatsapp_business_account\"",
                "[" + EMPTY + "]",
                "{}",
                "{\"entry\":[]}",
                "{\"object\":\"whatsapp_business_account\"}",
                "{\"object\":\"page\",\"entry\":[]}",
                "{\"object\":[\"whatsapp_business_account\"],\"entry\":[]}",
                "{\"object\":\"whatsapp_business_account\",\"entry\":{}}",
                EMPTY.replace("[]", "[" + "[".repeat(100) + "]".repeat(100) + "]"),
                EMPTY.replace("[]", "[" + "1".repeat(101) + "]"),
                EMPTY.replace("[]", "[{\"" + "a".repeat(1_001) + "\":1}]"));
        for (String body : bodies) {
            assertEquals(Optional.empty(), read(body), body);
        }
    }

    @Test
    void theSameFieldTwiceHasNoOneMeaning() {
        assertEquals(Optional.empty(), read(EMPTY.replace("}", ",\"entry\":[]}")));
        String message = """
                {"from":"40701110001","from":"40702220002","id":"wamid.1","timestamp":"1795514400","type":"sticker"}""";
        String envelope = EMPTY.replace("[]", """
                [{"changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"1060001"},"messages":[%s]}}]}]""".formatted(message));
        assertEquals(Optional.empty(), read(envelope));
        Envelope once = read(envelope.replace("\"from\":\"40702220002\",", "")).orElseThrow();
        assertEquals(1, once.updates().size());
    }

    @Test
    void threeMegabytesAreReadAndNotAByteMore() {
        String padded = EMPTY + " ".repeat(3 * 1024 * 1024 - EMPTY.length());
        assertEquals(Optional.of(new Envelope(List.of(), Set.of(), Map.of())), read(padded));
        assertEquals(Optional.empty(), read(padded + " "));
        assertEquals(Optional.empty(), Envelope.ofEntry("{\"changes\":[]" + padded, NOW));
        assertEquals(Optional.empty(), Envelope.ofPublished(padded + " ", NOW));
    }

    @Test
    void anEntryAloneIsReadAsOneOfAnEnvelope() {
        String entry = """
                {"id":"2090001","changes":[{"field":"user_preferences","value":{"metadata":{"phone_number_id":"1060001"},
                "user_preferences":[{"user_id":"RO.1","value":"stop","timestamp":1795514400}]}}]}""";
        Envelope expected = new Envelope(
                List.of(new PreferenceChanged(
                        new Head("1060001", new Person(new UserId("RO.1"), null, null), new Timestamp(AT, null, false)),
                        Wish.STOP)),
                Set.of("1060001"),
                Map.of());
        assertEquals(Optional.of(expected), Envelope.ofEntry(entry, NOW));
        assertEquals(Optional.of(expected), read(EMPTY.replace("[]", "[" + entry + "]")));
        assertEquals(Optional.empty(), Envelope.ofEntry("{\"id\":\"2090001\"}", NOW));
        assertEquals(Optional.empty(), Envelope.ofEntry("[]", NOW));
        assertEquals(Optional.empty(), Envelope.ofEntry("{", NOW));
        assertEquals(Optional.empty(), Envelope.ofPublished(EMPTY, NOW));
        assertEquals(Optional.empty(), Envelope.ofPublished("Records", NOW));
    }

    /** On the way, once the platform's clock is ahead by less, and when the time has come. */
    @Test
    void anUpdateFromTheFutureIsTheSameOneWheneverItArrives() {
        Instant told = NOW.plus(Duration.ofMinutes(10));
        PreferenceChanged first = stop(told.getEpochSecond(), NOW);
        assertEquals(NOW, first.time().at());
        assertEquals(told, first.time().stated());
        PreferenceChanged nearer = stop(told.getEpochSecond(), NOW.plusSeconds(299));
        assertEquals(NOW.plusSeconds(299), nearer.time().at());
        PreferenceChanged later = stop(told.getEpochSecond(), NOW.plusSeconds(300));
        assertEquals(told, later.time().at());
        assertNull(later.time().stated());
        for (PreferenceChanged again : List.of(first, nearer, later)) {
            assertEquals(told, again.time().own());
            assertEquals(later.entryId(), again.entryId());
        }
    }

    @Test
    void millisecondsAreTheSameTimeInAnotherUnit() {
        long seconds = AT.getEpochSecond();
        assertEquals(stop(seconds, NOW), stop(seconds * 1_000, NOW));
        assertEquals(stop(seconds, NOW), stop(seconds * 1_000 + 999, NOW));
        long ahead = NOW.plus(Duration.ofDays(1)).getEpochSecond();
        assertEquals(stop(ahead, NOW), stop(ahead * 1_000, NOW));
    }

    @Test
    void howeverFarAheadAStopIsItCountsFromItsArrival() {
        for (long told : new long[] {1_795_521_901L, 999_999_999_999L, 10_000_000_000_000L, 9_999_999_999_999_999L}) {
            PreferenceChanged stop = stop(told, NOW);
            assertEquals(NOW, stop.time().at());
            assertEquals(Instant.ofEpochSecond(told), stop.time().stated());
        }
    }

    private static PreferenceChanged stop(long timestamp, Instant now) {
        byte[] body = Envelopes.of(Envelopes.preference("1060001", "40701110001", "stop", timestamp));
        return (PreferenceChanged)
                Envelope.read(body, now).orElseThrow().updates().get(0);
    }

    /** What looks like changes in it is not read, nor are its numbers. */
    @Test
    void changesThatAreNoListAreLeftOut() {
        Envelope expected = new Envelope(List.of(), Set.of(), Map.of(Ignored.WRONG_FORM, 1));
        assertEquals(Optional.of(expected), read(EMPTY.replace("[]", """
                [{"changes":{"0":{"field":"messages","value":{"metadata":{"phone_number_id":"1060001"},"messages":[
                {"from":"40701110001","id":"wamid.1","timestamp":"1795514400","type":"reaction"}]}}}}]""")));
    }

    @Test
    void aPersonIsKeptUnderTheBusinessScopedId() {
        UserId scoped = new UserId("RO.1");
        UserId parent = new UserId("RO.ENT.1");
        UserId phone = new UserId("40701110001");
        assertEquals(List.of(scoped, phone, parent), new Person(scoped, parent, phone).ids());
        assertEquals(scoped, new Person(scoped, parent, phone).userId());
        assertEquals(Set.of(phone, parent), new Person(scoped, parent, phone).others());
        assertEquals(phone, new Person(null, parent, phone).userId());
        assertEquals(Set.of(parent), new Person(null, parent, phone).others());
        assertEquals(parent, new Person(null, parent, null).userId());
        assertEquals(Set.of(), new Person(null, parent, null).others());
        assertEquals(Set.of(), new Person(phone, phone, phone).others());
    }

    /** Names, numbers, ids of messages (a number is coded in them) and what people write. */
    @Test
    void anEnvelopeTellsNothingOfPeopleWhenItIsPrinted() {
        for (Story story : stories()) {
            String printed = story.received().toString();
            assertFalse(printed.matches("(?s).*(4070\\d{7}|wamid|[A-Z]{2}\\.\\d|Bună|Stop|promo|reclame).*"), printed);
        }
        assertTrue(Story.all().get(0).received().toString().contains("1060001"));
    }

    private static Optional<Envelope> read(String body) {
        return Envelope.read(body.getBytes(UTF_8), NOW);
    }
}
