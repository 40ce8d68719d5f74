package consimt.business;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import consimt.answer.Answer;
import consimt.answer.Outcome;
import consimt.answer.Problem;
import consimt.answer.Rejected;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Values;
import consimt.ledger.Source;
import consimt.relation.BusinessId;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Configures a business. With {@code businessId} alone it only reads the settings. */
@Guarded
@Singleton
public class ConfigureBusiness {

    private static final int LONGEST_ACTOR = 100;

    private final BusinessSettings settings;
    private final String whatsAppSecrets;

    /** @param whatsAppSecrets the prefix of the names of WhatsApp's secrets */
    public ConfigureBusiness(
            BusinessSettings settings, @ConfigProperty(name = "consimt.whatsapp.secrets") String whatsAppSecrets) {
        this.settings = settings;
        this.whatsAppSecrets = whatsAppSecrets;
    }

    @Funq("configure-business")
    public Answer configureBusiness(Input input) {
        return Input.orEmpty(input).answer(in -> Asked.from(in, whatsAppSecrets), this::answer);
    }

    private Answer answer(Asked asked) {
        if (asked.settled == null) {
            return new Configured(Outcome.FOUND, settings.fresh(asked.businessId));
        }
        return switch (settings.put(asked.settled, asked.actor)) {
            case SETTLED -> new Configured(Outcome.RECORDED, asked.settled);
            case NUMBER_OF_ANOTHER ->
                Rejected.because(
                        "whatsapp.phoneNumberIds",
                        Problem.Code.NOT_ALLOWED,
                        "whatsapp.phoneNumberIds holds a number of another business");
            case TOO_LONG -> Rejected.because(Input.BODY, Problem.Code.TOO_LONG, Input.BODY + " is too large");
        };
    }

    /** The settings that are now in force. */
    @JsonPropertyOrder({"outcome", "business"})
    public record Configured(Outcome outcome, Business business) implements Answer {}

    /**
     * @param settled the new settings, or null to read only
     * @param actor who configures the business
     */
    private record Asked(BusinessId businessId, @Nullable Business settled, String actor) {

        private static Supplier<Asked> from(Fields in, String whatsAppSecrets) {
            if (in.hasOnly(Set.of(BusinessForm.ID))) {
                var businessId = in.required(BusinessForm.ID, BusinessId.reading());
                return () -> new Asked(businessId.get(), null, Source.OPERATOR);
            }
            Supplier<Business> business = BusinessForm.from(in, whatsAppSecrets);
            var actor = in.optional("actor", Values.text(LONGEST_ACTOR));
            return () -> {
                Business settled = business.get();
                return new Asked(settled.businessId(), settled, actor.orElse(Source.OPERATOR));
            };
        }
    }
}
