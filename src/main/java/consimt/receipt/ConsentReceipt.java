package consimt.receipt;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import consimt.business.Business;
import consimt.business.Business.Controller;
import consimt.business.MarketingBasis.AppliedBasis;
import consimt.ledger.EntryView;
import consimt.record.RelationView;
import consimt.relation.BusinessId;
import consimt.relation.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a receipt says, as JSON-LD. The names with a prefix are those of the vocabularies, the others this service's own.
 *
 * @param person as the request spelled the id
 * @param jurisdiction the business's country
 * @param basis which agreement covers marketing, with the row of the law, on the day that the receipt is about
 * @param processes what the person agreed to or refused
 */
@JsonPropertyOrder({"@context", "@type", "dct:conformsTo", "schemaVersion"})
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConsentReceipt(
        @JsonProperty("dct:identifier") String id,
        @JsonProperty("dct:issued") Instant issuedAt,
        @JsonProperty("dpv:hasDataSubject") UserId person,
        @JsonProperty("dpv:hasDataController") DataController controller,
        @JsonProperty("dpv:hasNotice") @Nullable String privacyNotice,
        @JsonProperty("dpv:hasJurisdiction") @Nullable String jurisdiction,
        @JsonProperty("dpv:hasProcess") List<ConsentProcess> processes,
        AppliedBasis basis,
        @JsonUnwrapped About about) {

    private static final Map<String, Object> CONTEXT = Map.of(
            "dpv", "https://w3id.org/dpv#",
            "dct", "http://purl.org/dc/terms/",
            "dct:conformsTo", Map.of("@type", "@id"));

    /**
     * @param entry as the caller reads it in the ledger; null for how the two stand
     * @param wordsShownSha256 over the words that the person saw, in UTF-8
     * @param relation as the caller reads it; null for one entry
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record About(
            @Nullable EntryView entry,
            @Nullable String wordsShownSha256,
            @Nullable RelationView relation) {}

    /** @param knownAs the business as people know it */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DataController(
            @JsonProperty("dct:identifier") BusinessId id,
            @JsonProperty("dct:title") @Nullable String knownAs,
            @JsonProperty("dpv:hasName") @Nullable String legalName,
            @JsonProperty("dpv:hasAddress") @Nullable String address,
            @JsonProperty("dpv:hasContact") @Nullable String contact) {

        static DataController of(Business business, @Nullable Controller settled) {
            String name = business.profile().name();
            return settled == null
                    ? new DataController(business.businessId(), name, null, null, null)
                    : new DataController(
                            business.businessId(), name, settled.legalName(), settled.address(), settled.contact());
        }
    }

    @JsonProperty("@context")
    Map<String, Object> context() {
        return CONTEXT;
    }

    @JsonProperty("@type")
    String type() {
        return "dpv:ConsentReceipt";
    }

    /** DPV's profile of receipts for that standard (W3C's guide "Consent Records and Receipts", "Profiles"). */
    @JsonProperty("dct:conformsTo")
    String profile() {
        return "https://w3id.org/dpv/schema/dpv-27560#receipt";
    }

    @JsonProperty("schemaVersion")
    String standard() {
        return "ISO/IEC TS 27560:2023";
    }
}
