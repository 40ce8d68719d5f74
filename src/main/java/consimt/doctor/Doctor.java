package consimt.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.answer.Answer;
import consimt.answer.Outcome;
import consimt.business.Business;
import consimt.business.Business.AtGateway;
import consimt.business.BusinessSettings;
import consimt.doctor.Doctor.Inventory.TablesSeen;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Page;
import consimt.form.Token;
import consimt.ledger.Entry;
import consimt.notice.delivery.DeliveryPorts.Endpoints;
import consimt.notice.delivery.Endpoint.EndpointState;
import consimt.relation.BusinessId;
import consimt.runtime.StoreUnavailable;
import consimt.secret.Secrets;
import io.quarkus.funqy.Funq;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at what stands and says what is wrong, page by page. It changes nothing. */
@Singleton
public record Doctor(
        StackSettings stack,
        BusinessSettings settings,
        Inventory inventory,
        Endpoints endpoints,
        Secrets secrets,
        Clock clock)
        implements Guarded {

    private static final Duration CLOCKS_APART = Duration.ofSeconds(10);

    @Inject
    Doctor(BusinessSettings settings, Inventory inventory, Endpoints endpoints, Secrets secrets, Clock clock) {
        this(StackSettings.configured(), settings, inventory, endpoints, secrets, clock);
    }

    @Funq("doctor")
    public Answer doctor(Input input) {
        return guarded(() -> input.answer(Place::from, this::look));
    }

    private Looked look(Place from) {
        List<Finding> findings = new ArrayList<>();
        Place place = from;
        if (place.phase == Phase.STACK) {
            findings.addAll(seen(FindingCode.NOT_SEEN.about("tables"), this::tables));
            findings.addAll(seen(FindingCode.NOT_SEEN.of(settings.operator()), this::operator));
            place = new Place(Phase.BUSINESSES, null);
        }
        if (place.phase == Phase.BUSINESSES) {
            String after = place.after;
            Page<Business> page = page("businesses", findings, () -> inventory.businesses(after));
            page.items().forEach(business -> findings.addAll(lookAt(business)));
            if (page.next() != null) {
                return new Looked(findings, new Place(Phase.BUSINESSES, page.next()).token());
            }
            place = new Place(Phase.NUMBERS, null);
        }
        String after = place.after;
        Page<String> page = page("numbers aside", findings, () -> inventory.numbersAside(after, clock.instant()));
        page.items()
                .forEach(number ->
                        findings.addAll(seen(FindingCode.NOT_SEEN.about(number), () -> List.of(aside(number)))));
        return new Looked(findings, page.next() == null ? null : new Place(Phase.NUMBERS, page.next()).token());
    }

    /** What is found, or that it did not answer: that hides nothing else. */
    private static List<Finding> seen(Finding silent, Supplier<List<Finding>> look) {
        try {
            return look.get();
        } catch (StoreUnavailable none) {
            return List.of(silent);
        }
    }

    private static <T> Page<T> page(String what, List<Finding> findings, Supplier<Page<T>> read) {
        try {
            return read.get();
        } catch (StoreUnavailable silent) {
            findings.add(FindingCode.NOT_SEEN.about(what));
            return new Page<>(List.of(), null);
        }
    }

    private List<Finding> tables() {
        TablesSeen seen = inventory.tables();
        List<Finding> findings = new ArrayList<>();
        seen.missing().forEach(table -> findings.add(FindingCode.TABLE_MISSING.about(table)));
        if (seen.clock() != null
                && Duration.between(seen.clock(), clock.instant()).abs().compareTo(CLOCKS_APART) > 0) {
            findings.add(FindingCode.CLOCK_OFF.about("clock"));
        }
        return findings;
    }

    private List<Finding> operator() {
        Optional<AtGateway> settled =
                Optional.ofNullable(settings.fresh(settings.operator()).terms().gateway());
        Optional<String> address = settled.map(AtGateway::address);
        Optional<String> pages = settled.map(AtGateway::pages);
        List<Finding> findings = new ArrayList<>();
        Stream.concat(Stream.of(stack.linkKey()), stack.receiptKey().stream())
                .forEach(name -> look(name).ifPresent(code -> findings.add(code.about(name))));
        if (stack.issuer().isPresent() != stack.audience().isPresent()) {
            findings.add(FindingCode.ISSUER_CUT.about(stack.issuer().isPresent() ? "audience" : "issuer"));
        }
        if (stack.publicAddress().or(() -> address).isEmpty()) {
            findings.add(FindingCode.ADDRESS_MISSING.of(settings.operator()));
        }
        if (differ(stack.publicAddress(), address)) {
            findings.add(FindingCode.ADDRESSES_DIFFER.of(settings.operator(), "gateway.address"));
        }
        if (stack.hasPages() && stack.pages().or(() -> pages).isEmpty()) {
            findings.add(FindingCode.PAGES_WITHOUT_ADDRESS.of(settings.operator()));
        }
        if (differ(stack.pages(), pages)) {
            findings.add(FindingCode.ADDRESSES_DIFFER.of(settings.operator(), "gateway.pages"));
        }
        return findings;
    }

    private static boolean differ(Optional<String> one, Optional<String> other) {
        return one.isPresent() && other.isPresent() && !one.equals(other);
    }

    private List<Finding> lookAt(Business business) {
        List<Finding> findings = new ArrayList<>(BusinessLook.at(business, settings.basis(business)));
        BusinessLook.secrets(business, stack)
                .forEach(name -> look(name).ifPresent(code -> findings.add(code.of(business.businessId(), name))));
        BusinessId id = business.businessId();
        if (business.notices() != null) {
            findings.addAll(seen(FindingCode.NOT_SEEN.of(id, "endpoint"), () -> endpoint(id)));
        }
        findings.addAll(seen(FindingCode.NOT_SEEN.of(id, "tokens"), () -> tokens(id)));
        return findings;
    }

    private Optional<FindingCode> look(String secretName) {
        return SecretLook.at(secretName, secrets, stack.isOfAws());
    }

    private List<Finding> endpoint(BusinessId of) {
        EndpointState state = endpoints.find(of).endpoint().state();
        return switch (state) {
            case UP, CATCHING_UP -> List.of();
            case PARKED -> List.of(FindingCode.ENDPOINT_DOWN.of(of));
            case OFF -> List.of(FindingCode.ENDPOINT_OFF.of(of));
        };
    }

    private List<Finding> tokens(BusinessId of) {
        Instant now = clock.instant();
        return TokenEnds.soon(inventory.tokens(of, now.minus(TokenEnds.LONGEST)), now).stream()
                .map(token -> FindingCode.TOKEN_ENDS.of(of, token))
                .toList();
    }

    private Finding aside(String phoneNumberId) {
        return settings.ownerOf(phoneNumberId)
                .map(owner -> FindingCode.UPDATES_WAIT.of(owner, phoneNumberId))
                .orElseGet(() -> FindingCode.NUMBER_OF_NOBODY.about(phoneNumberId));
    }

    /** @param nextToken for the next call; null if all was looked at */
    public record Looked(List<Finding> findings, @Nullable String nextToken) implements Answer {

        @Override
        public Outcome outcome() {
            return Outcome.LOOKED;
        }
    }

    private enum Phase {
        STACK,
        BUSINESSES,
        NUMBERS
    }

    private record Place(Phase phase, @Nullable String after) {

        private static final Pattern TEXT = Pattern.compile("(BUSINESSES|NUMBERS) (\\S{1,200})");

        private static Place from(Fields in) {
            return in.optional("nextToken", Token.reading(Place::read), new Place(Phase.STACK, null));
        }

        private static @Nullable Place read(String text) {
            var parts = TEXT.matcher(text);
            return parts.matches() ? new Place(Phase.valueOf(parts.group(1)), parts.group(2)) : null;
        }

        private String token() {
            return Token.of(phase + " " + after);
        }
    }

    /**
     * @param businessId of whose settings it is; null for the stack
     * @param about what it is wrong with; null where the code says it
     * @param sentence what is wrong and what to do
     * @param document where more is written
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Finding(
            Severity severity,
            FindingCode finding,
            @Nullable BusinessId businessId,
            @Nullable String about,
            String sentence,
            String document) {

        /** How much it matters. */
        public enum Severity {
            /** Something does not work, or does not protect. */
            ERROR,
            /** It may be meant so, or will become an error. */
            WARNING
        }
    }

    /**
     * What the store has, page by page, whoever it belongs to. Each call reads a bounded part, and throws {@link
     * consimt.runtime.StoreUnavailable} if the store does not answer.
     */
    public interface Inventory {

        TablesSeen tables();

        /** @param after where to go on, or null to start */
        Page<Business> businesses(@Nullable String after);

        /**
         * The WhatsApp numbers for which updates are kept aside.
         *
         * @param after where to go on, or null to start
         */
        Page<String> numbersAside(@Nullable String after, Instant now);

        /** The entries of a business's tokens since an instant: those that were issued and those that were revoked. */
        List<Entry> tokens(BusinessId businessId, Instant since);

        /**
         * @param missing the tables that are not there, by their names in the template
         * @param clock the store's, in whole seconds; null if it tells no time
         */
        record TablesSeen(List<String> missing, @Nullable Instant clock) {}
    }
}
