package consimt.business;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import consimt.business.Business.Offering;
import consimt.business.Business.Profile;
import consimt.business.Business.RemovalPolicy;
import consimt.business.Business.SettledTerms;
import consimt.business.LawRow.MessageChannel;
import consimt.business.MarketingBasis.AppliedBasis.BasisOf;
import consimt.kit.TestClock;
import consimt.relation.BusinessId;
import consimt.relation.Channel;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which law counts for a business today, and on another day. */
class LawOnADayTest {

    private static final BusinessId SHOP = new BusinessId("b");
    private static final LocalDate FIRST = LocalDate.parse("2027-03-01");

    private final TestClock clock = new TestClock("2026-11-24T12:00:00Z");
    private final AtomicInteger reads = new AtomicInteger();

    /** Though the settings are remembered, and nobody reads or settles them again. */
    @Test
    void aBasisTakesEffectWhenItsDayBeginsInTheBusinesssTimeZone() {
        Laws laws = new Laws(
                List.of(LawsTest.row("NZ", MessageChannel.ELECTRONIC, FIRST, MarketingBasis.OPT_IN)),
                List.of(),
                List.of());
        BusinessSettings settings = settings(business("NZ", "Pacific/Auckland", null), laws);
        // In Auckland it is 13 hours later.
        clock.set(Instant.parse("2027-02-28T10:59:59.999Z"));
        assertEquals(MarketingBasis.CONVERSATION, settings.marketingBasis(settings.of(SHOP), null, null));
        clock.pass(Duration.ofMillis(1));
        assertEquals(MarketingBasis.OPT_IN, settings.marketingBasis(settings.of(SHOP), null, null));
        assertEquals(1, reads.get());
    }

    @ParameterizedTest
    @CsvSource({
        "         , OPT_IN",
        "WHATSAPP , OPT_IN",
        "SMS      , OPT_IN",
        "RCS      , OPT_IN",
        "PUSH     , OPT_IN",
        "EMAIL    , CONVERSATION",
        "VOICE    , EXPRESSED"
    })
    void theChannelDecidesWhichRowCounts(@Nullable Channel channel, MarketingBasis basis) {
        Laws laws = new Laws(
                List.of(
                        LawsTest.row("US", MessageChannel.ELECTRONIC, FIRST, MarketingBasis.OPT_IN),
                        LawsTest.row("US", MessageChannel.EMAIL, FIRST, MarketingBasis.CONVERSATION),
                        LawsTest.row("US", MessageChannel.VOICE, FIRST, MarketingBasis.EXPRESSED)),
                List.of(),
                List.of());
        BusinessSettings settings = settings(business("US", "America/Los_Angeles", null), laws);
        assertEquals(basis, settings.marketingBasis(settings.of(SHOP), channel, FIRST));
        assertEquals(
                MarketingBasis.CONVERSATION, settings.marketingBasis(settings.of(SHOP), channel, FIRST.minusDays(1)));
    }

    @Test
    void aBasisOfItsOwnCountsByEveryChannelAndOnEveryDay() {
        BusinessSettings settings =
                settings(business("US", "America/Los_Angeles", MarketingBasis.EXPRESSED), Laws.ofThisRelease());
        for (Channel channel : Channel.values()) {
            assertEquals(MarketingBasis.EXPRESSED, settings.marketingBasis(settings.of(SHOP), channel, null));
            assertEquals(
                    MarketingBasis.EXPRESSED, settings.marketingBasis(settings.of(SHOP), channel, FIRST.plusYears(9)));
        }
    }

    @Test
    void withoutACountryOnlyAnOptInCountsByEveryChannelAndOnEveryDay() {
        BusinessSettings settings = settings(Business.unconfigured(SHOP), Laws.ofThisRelease());
        for (Channel channel : Channel.values()) {
            assertEquals(MarketingBasis.OPT_IN, settings.marketingBasis(settings.of(SHOP), channel, null));
            assertEquals(
                    MarketingBasis.OPT_IN, settings.marketingBasis(settings.of(SHOP), channel, FIRST.plusYears(9)));
        }
    }

    /** In Guam the day begins 18 hours before it begins in Los Angeles. */
    @ParameterizedTest
    @CsvSource({
        "US, America/Los_Angeles, 2027-01-31T08:00:00Z",
        "US, Pacific/Guam,        2027-01-30T14:00:00Z",
        "GU, Pacific/Guam,        2027-01-30T14:00:00Z",
        "AS, Pacific/Pago_Pago,   2027-01-31T11:00:00Z",
        "PR, America/Puerto_Rico, 2027-01-31T04:00:00Z"
    })
    void anOptOutCountsForAllWhenTheDayBeginsInTheBusinesssTimeZone(String country, String timeZone, Instant begins) {
        BusinessSettings settings = settings(business(country, timeZone, null), Laws.ofThisRelease());
        clock.set(begins.minusMillis(1));
        assertNull(settings.revokingLaw(settings.of(SHOP), settings::ofOperator, null));
        clock.pass(Duration.ofMillis(1));
        assertEquals("US-REVOKE-ALL", settings.revokingLaw(settings.of(SHOP), settings::ofOperator, null));
        // Those of the business, and the operator's own, which may move the row.
        assertEquals(2, reads.get());
    }

    @Test
    void anOptOutCountsForAllAsOfAnotherDayBeforeThatDayComes() {
        BusinessSettings settings = settings(business("US", "America/Los_Angeles", null), Laws.ofThisRelease());
        assertNull(settings.revokingLaw(settings.of(SHOP), settings::ofOperator, null));
        assertNull(settings.revokingLaw(settings.of(SHOP), settings::ofOperator, LocalDate.parse("2027-01-30")));
        assertNotNull(settings.revokingLaw(settings.of(SHOP), settings::ofOperator, LocalDate.parse("2027-01-31")));
        clock.set(Instant.parse("2027-06-01T12:00:00Z"));
        assertNotNull(settings.revokingLaw(settings.of(SHOP), settings::ofOperator, null));
        assertNull(settings.revokingLaw(settings.of(SHOP), settings::ofOperator, LocalDate.parse("2027-01-30")));
    }

    @Test
    void anOptOutCountsForAllUntilARowEndsIt() {
        Laws laws = new Laws(
                List.of(),
                List.of(LawsTest.revocation("US", FIRST, true), LawsTest.revocation("US", FIRST.plusYears(1), false)),
                List.of());
        BusinessSettings settings = settings(business("US", "America/Los_Angeles", null), laws);
        assertNotNull(settings.revokingLaw(
                settings.of(SHOP), settings::ofOperator, FIRST.plusYears(1).minusDays(1)));
        assertNull(settings.revokingLaw(settings.of(SHOP), settings::ofOperator, FIRST.plusYears(1)));
        clock.set(Instant.parse("2028-03-01T07:59:59Z"));
        assertNotNull(settings.revokingLaw(settings.of(SHOP), settings::ofOperator, null));
        clock.set(Instant.parse("2028-03-01T08:00:00Z"));
        assertNull(settings.revokingLaw(settings.of(SHOP), settings::ofOperator, null));
    }

    @Test
    void aBasisOfItsOwnDoesNotKeepAnOptOutFromCountingForAll() {
        BusinessSettings settings =
                settings(business("US", "America/Los_Angeles", MarketingBasis.CONVERSATION), Laws.ofThisRelease());
        assertNotNull(settings.revokingLaw(settings.of(SHOP), settings::ofOperator, LocalDate.parse("2027-01-31")));
    }

    @Test
    void withoutACountryOrARowAnOptOutCountsForItsScope() {
        for (Business business : List.of(Business.unconfigured(SHOP), business("RO", "Europe/Bucharest", null))) {
            BusinessSettings settings = settings(business, Laws.ofThisRelease());
            assertNull(settings.revokingLaw(settings.of(SHOP), settings::ofOperator, null));
            assertNull(settings.revokingLaw(settings.of(SHOP), settings::ofOperator, LocalDate.parse("2027-01-31")));
        }
    }

    private BusinessSettings settings(Business business, Laws laws) {
        return new BusinessSettings(new OneBusiness(business, reads), clock, "operator", () -> laws);
    }

    /** @param own its own marketing basis; null if it settled none */
    private static Business business(String country, String timeZone, @Nullable MarketingBasis own) {
        return new Business(
                SHOP,
                new Profile("A", country, ZoneId.of(timeZone), List.of(), null),
                RemovalPolicy.AT_ONCE,
                own == null
                        ? new SettledTerms(MarketingBasis.CONVERSATION, BasisOf.COUNTRY, null, null, null)
                        : new SettledTerms(own, null, null, null, null),
                Offering.ANY,
                null,
                null,
                null);
    }

    private record OneBusiness(Business business, AtomicInteger reads) implements Businesses {

        @Override
        public Optional<Business> find(BusinessId businessId) {
            reads.incrementAndGet();
            return Optional.of(business);
        }

        @Override
        public Map<BusinessId, Business> find(Set<BusinessId> businessIds) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<BusinessId> ownerOf(String phoneNumberId) {
            return Optional.empty();
        }

        @Override
        public List<PastSettings> inForce(BusinessId businessId, Instant from, Instant to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Settling put(BusinessId businessId, NewSettings settings, String actor, Instant now) {
            throw new UnsupportedOperationException();
        }
    }
}
