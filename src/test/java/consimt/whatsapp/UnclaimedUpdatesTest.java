package consimt.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.form.Page;
import consimt.kit.Fault;
import consimt.kit.World;
import consimt.relation.UserId;
import consimt.runtime.StoreUnavailable;
import consimt.whatsapp.UnclaimedUpdates.KeptUpdate;
import consimt.whatsapp.envelope.Button;
import consimt.whatsapp.envelope.Button.Place;
import consimt.whatsapp.envelope.Person;
import consimt.whatsapp.envelope.Timestamp;
import consimt.whatsapp.envelope.Update;
import consimt.whatsapp.envelope.Update.Head;
import consimt.whatsapp.envelope.Update.MessageReceived;
import consimt.whatsapp.envelope.Update.MessageWords;
import consimt.whatsapp.envelope.Update.WebhookField;
import consimt.whatsapp.envelope.WhatsAppMessageId;
import consimt.whatsapp.envelope.WhatsAppMessageType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnclaimedUpdatesTest {

    private static final String NUMBER = "1060009";
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private final World world = World.fresh();
    private final UnclaimedUpdates aside = world.stores.unclaimed();
    private final Instant now = world.clock.instant();

    @Test
    void everyUpdateOfEveryStoryIsReadBackAsItIsKept() {
        Map<String, Set<Update>> told = new LinkedHashMap<>();
        Map<String, Update> once = new LinkedHashMap<>();
        for (Story story : Story.all()) {
            aside.keep(story.updates(), now);
            story.updates().forEach(update -> once.merge(key(update), update, UnclaimedUpdatesTest::kept));
        }
        once.values()
                .forEach(update -> told.computeIfAbsent(update.phoneNumberId(), number -> new HashSet<>())
                        .add(update.kept(now)));
        assertTrue(told.size() > 1);
        told.forEach((number, updates) -> assertEquals(
                updates,
                aside.of(number, 1000, now).items().stream()
                        .map(KeptUpdate::update)
                        .collect(Collectors.toSet())));
        assertEquals(
                Set.of(Update.class.getPermittedSubclasses()),
                once.values().stream().map(Update::getClass).collect(Collectors.toSet()));
    }

    @Test
    void ofWhatAPersonWroteOnlyWhatMayBeAnOptOutIsKept() {
        aside.keep(
                List.of(
                        message("1", "s".repeat(100)),
                        message("2", "s".repeat(101)),
                        message("6", "stop \ud83d"),
                        message("3", null, new Button(Place.BUTTON, "b".repeat(256), "t".repeat(257))),
                        message("4", null, new Button(Place.LIST_REPLY, "b".repeat(257), "😀".repeat(256))),
                        message("5", null, new Button(Place.BUTTON_REPLY, "b".repeat(257), null))),
                now);
        assertEquals(
                Set.of(
                        message("1", "s".repeat(100)),
                        new MessageReceived(
                                head(),
                                new WhatsAppMessageId("2"),
                                WebhookField.MESSAGES,
                                WhatsAppMessageType.TEXT,
                                MessageWords.of(null, List.of()),
                                null),
                        shortened("3", new Button(Place.BUTTON, "b".repeat(256), null)),
                        shortened("4", new Button(Place.LIST_REPLY, null, "😀".repeat(256))),
                        shortened("5"),
                        suspected("6", "stop \ud83d")),
                new HashSet<>(kept()));
    }

    /** An item may have 400 KB. */
    @Test
    void theLargestUpdateThatCanBeReadIsASmallItem() {
        UserId longest = new UserId("u".repeat(128));
        Update largest = new MessageReceived(
                new Head("9".repeat(32), new Person(longest, longest, longest), new Timestamp(now, null, false)),
                new WhatsAppMessageId("\u0001".repeat(1000)),
                WebhookField.MESSAGES,
                WhatsAppMessageType.UNSUPPORTED,
                MessageWords.of(
                        "\u0001".repeat(100),
                        List.of(new Button(Place.BUTTON_REPLY, "\u0001".repeat(256), "😀".repeat(256)))),
                null);
        aside.keep(List.of(largest), now);
        assertEquals(List.of(largest), told(aside.of("9".repeat(32), 1, now)));
        assertTrue(world.items(world.tables.aside()).toString().length() < 20_000);
    }

    @Test
    void theSameUpdateAgainIsOneWithTheFirst() {
        aside.keep(List.of(message("1", "hello"), message("2", "hello"), message("1", "hello")), now);
        aside.keep(List.of(message("1", "hello")), now.plus(A_SECOND));
        assertEquals(2, kept().size());
        assertEquals(Set.of(message("1", "hello"), message("2", "hello")), new HashSet<>(kept()));
    }

    @Test
    void aThousandAreTakenOutPageByPage() {
        List<Update> thousand = IntStream.range(0, 1000)
                .<Update>mapToObj(i -> message("m-" + i, "hello"))
                .toList();
        aside.keep(thousand, now);
        Set<Update> taken = new HashSet<>();
        List<Integer> pages = new ArrayList<>();
        Page<KeptUpdate> page;
        do {
            page = aside.of(NUMBER, 300, now);
            aside.remove(page.items());
            pages.add(page.items().size());
            taken.addAll(told(page));
        } while (!page.isLast());
        assertEquals(List.of(300, 300, 300, 100), pages);
        assertEquals(new HashSet<>(thousand), taken);
        assertEquals(List.of(), world.items(world.tables.aside()));
    }

    @Test
    void onlyItsOwnNumberHasIt() {
        aside.keep(List.of(message("1", "hello")), now);
        assertEquals(new Page<>(List.of(), null), aside.of(NUMBER + "1", 100, now));
        assertEquals(new Page<>(List.of(), null), aside.of("106000", 100, now));
    }

    /** The store takes its time to delete what has ended. */
    @Test
    void whatIsThirtyDaysOldIsForgottenWhetherTheStoreDeletedItOrNot() {
        aside.keep(
                IntStream.range(0, 30)
                        .<Update>mapToObj(i -> message("a-" + i, null))
                        .toList(),
                now);
        List<Update> later = List.of(message("b-1", null), message("b-2", null), message("b-3", null));
        aside.keep(later, now.plus(A_SECOND));
        Instant end = now.plus(Duration.ofDays(30));
        assertEquals(33, aside.of(NUMBER, 100, end.minus(A_SECOND)).items().size());
        List<Update> left = told(aside.of(NUMBER, 100, end));
        assertEquals(Set.copyOf(later), Set.copyOf(left));
        assertEquals(3, left.size());
        assertEquals(left.subList(0, 2), told(aside.of(NUMBER, 2, end)));
        assertFalse(aside.of(NUMBER, 2, end).isLast());
        assertEquals(new Page<>(List.of(), null), aside.of(NUMBER, 100, end.plus(A_SECOND)));
        assertEquals(33, world.items(world.tables.aside()).size());
    }

    @Test
    void aCallThatFailsIsAFaultAndTheSameAgainKeepsAll() {
        List<Update> sixty = IntStream.range(0, 60)
                .<Update>mapToObj(i -> message("m-" + i, "hello"))
                .toList();
        for (Fault.When when : Fault.When.values()) {
            for (int call = 1; call <= 3; call++) {
                Fault fault = new Fault(call, when);
                UnclaimedUpdates faulty = world.with(fault).stores.unclaimed();
                assertThrows(StoreUnavailable.class, () -> faulty.keep(sixty, now));
                assertTrue(fault.happened());
            }
        }
        Fault fault = new Fault(4, Fault.When.BEFORE);
        world.with(fault).stores.unclaimed().keep(sixty, now);
        assertFalse(fault.happened(), "three batches are enough");
        assertEquals(new HashSet<>(sixty), new HashSet<>(kept()));
    }

    /** What may be a refusal is kept as it came first; of everything else the last delivery is kept. */
    private static Update kept(Update first, Update last) {
        return isSuspected(first) ? first : last;
    }

    private static boolean isSuspected(Update update) {
        return update.kept(Instant.EPOCH) instanceof MessageReceived message
                && message.words().suspected();
    }

    /** The verdict and the first arrival are kept, and of the words only what may be an opt-out word. */
    @Test
    void whatMayBeARefusalIsKeptAsItArrivedFirst() {
        Update longer = message("2", "I do not wish to be contacted. ".repeat(10));
        for (Fault.When when : Fault.When.values()) {
            Fault fault = new Fault(1, when);
            UnclaimedUpdates faulty = world.with(fault).stores.unclaimed();
            assertThrows(StoreUnavailable.class, () -> faulty.keep(List.of(longer), now));
        }
        aside.keep(List.of(message("1", "stop"), longer), now);
        aside.keep(List.of(message("1", "stop"), longer), now.plus(A_SECOND));
        assertEquals(Set.of(suspected("1", "stop"), suspected("2", null)), new HashSet<>(kept()));
        aside.remove(aside.of(NUMBER, 9, now).items());
        assertEquals(List.of(), kept());
    }

    private Update suspected(String id, String text) {
        return new MessageReceived(
                head(),
                new WhatsAppMessageId(id),
                WebhookField.MESSAGES,
                WhatsAppMessageType.TEXT,
                new MessageWords(text, List.of(), true),
                now);
    }

    private List<Update> kept() {
        return told(aside.of(NUMBER, 1000, now));
    }

    /** The updates as they came. Of what may be a refusal the arrival stays, for it counts from then. */
    private List<Update> told(Page<KeptUpdate> kept) {
        return kept.items().stream()
                .map(KeptUpdate::update)
                .map(update -> update instanceof MessageReceived message
                                && !message.words().suspected()
                        ? new MessageReceived(
                                message.head(),
                                message.messageId(),
                                message.field(),
                                message.type(),
                                message.words(),
                                null)
                        : update)
                .toList();
    }

    private Update message(String id, String text, Button... buttons) {
        return message(WebhookField.MESSAGES, id, text, buttons);
    }

    /** What was dropped may be a refusal in words that are not known yet, so it agrees to nothing. */
    private Update shortened(String id, Button... buttons) {
        return message(WebhookField.OTHER, id, null, buttons);
    }

    private Update message(WebhookField field, String id, String text, Button... buttons) {
        return new MessageReceived(
                head(),
                new WhatsAppMessageId(id),
                field,
                text == null ? WhatsAppMessageType.INTERACTIVE : WhatsAppMessageType.TEXT,
                MessageWords.of(text, List.of(buttons)),
                null);
    }

    private Head head() {
        return new Head(NUMBER, person(), new Timestamp(now, null, false));
    }

    private static Person person() {
        return new Person(null, null, new UserId("40700000001"));
    }

    private static String key(Update update) {
        return String.join(
                "#",
                update.phoneNumberId(),
                update.getClass().getSimpleName()
                        + (isSuspected(update) ? "?" : "")
                        + (update instanceof MessageReceived message && !message.mayAgree() ? "-" : ""),
                update.hasIdOfItsOwn()
                        ? update.entryId().value()
                        : Integer.toString(update.kept(Instant.EPOCH).hashCode()));
    }
}
