package consimt.overview;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import consimt.answer.Caller;
import consimt.optout.Confirmation;
import consimt.permission.ContactPermission;
import consimt.record.RelationView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A relation, with what a person's page shows of the business beside it.
 *
 * @param business null if no language was asked for, or if the business never configured anything
 * @param may whether each kind of direct contact is allowed now; null if no language was asked for
 * @param confirmation of the last opt-out in force; null if no language was asked for, or no opt-out is in force
 * @param marketingByWriting true if a message of the person would allow marketing; else null
 */
public record ShownRelation(
        @JsonUnwrapped RelationView relation,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ShownBusiness business,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<ContactPermission> may,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Confirmation confirmation,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean marketingByWriting) {

    ShownRelation shownTo(Caller caller) {
        return new ShownRelation(relation.shownTo(caller), business, may, confirmation, marketingByWriting);
    }
}
