package consimt.doctor;

import consimt.business.Business;
import consimt.business.Business.WhatsApp;
import consimt.business.MarketingBasis.AppliedBasis;
import consimt.business.MarketingBasis.AppliedBasis.BasisOf;
import consimt.doctor.Doctor.Finding;
import consimt.refusal.OptOutWords;
import consimt.relation.Channel;
import consimt.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is wrong with the settings of one business, by the settings alone. */
final class BusinessLook {

    private final Business business;
    private final List<Finding> findings = new ArrayList<>();

    private BusinessLook(Business business) {
        this.business = business;
    }

    /** @param basis that applies now */
    static List<Finding> at(Business business, AppliedBasis basis) {
        BusinessLook look = new BusinessLook(business);
        look.law(basis);
        look.languages();
        look.contradictions();
        return look.findings;
    }

    private void law(AppliedBasis basis) {
        if (basis.why() == BasisOf.COUNTRY && basis.row() == null) {
            note(FindingCode.COUNTRY_WITHOUT_LAW, business.profile().country());
        }
        if (basis.isWeakerThanLaw()) {
            note(FindingCode.WEAKER_THAN_LAW, business.profile().country());
        }
    }

    private void languages() {
        for (Locale language : business.profile().languages()) {
            if (!Words.areIn(language)) {
                note(FindingCode.LANGUAGE_WITHOUT_TEXTS, language.toLanguageTag());
            }
            if (!OptOutWords.areKnownIn(language)
                    && business.ofWhatsApp(WhatsApp::optOutWords).isEmpty()) {
                note(FindingCode.LANGUAGE_WITHOUT_WORDS, language.toLanguageTag());
            }
        }
        business.offering().reasons().forEach(reason -> labels("reasons." + reason.code(), reason.labels()));
        business.offering().topics().forEach(topic -> labels("topics." + topic.code(), topic.labels()));
    }

    private void labels(String of, Map<Locale, String> labels) {
        Set<String> there = labels.keySet().stream().map(Locale::getLanguage).collect(Collectors.toSet());
        business.profile().languages().stream()
                .filter(language -> !there.contains(language.getLanguage()))
                .forEach(language -> note(FindingCode.LABEL_MISSING, of + " " + language.toLanguageTag()));
    }

    /** Those that no single field shows. */
    private void contradictions() {
        Channel channel = business.offering().channel();
        if (channel != null
                && channel != Channel.WHATSAPP
                && !business.senders().isEmpty()) {
            contradict("channel, whatsapp.phoneNumberIds");
        }
        List<String> stopping = business.ofWhatsApp(WhatsApp::optOutButtons);
        if (business.ofWhatsApp(WhatsApp::topicButtons).stream().anyMatch(button -> stopping.contains(button.id()))) {
            contradict("whatsapp.optOutButtons, whatsapp.topicButtons");
        }
        if (!business.ofWhatsApp(WhatsApp::numberLabels).stream()
                .allMatch(label -> business.senders().contains(label.id()))) {
            contradict("whatsapp.numberLabels, whatsapp.phoneNumberIds");
        }
    }

    private void contradict(String fields) {
        note(FindingCode.SETTINGS_CONTRADICT, fields);
    }

    private void note(FindingCode code, @Nullable String about) {
        findings.add(code.of(business.businessId(), about));
    }

    /** The names of the secrets that a business uses: its own, or the operator's in their place. */
    static Stream<String> secrets(Business business, StackSettings stack) {
        Stream<String> notices = Optional.ofNullable(business.notices()).map(Business.Notices::secretName).stream();
        WhatsApp whatsapp = business.whatsapp();
        if (whatsapp == null || business.senders().isEmpty()) {
            return notices;
        }
        Stream<String> its = Stream.of(
                        secret(whatsapp.appSecretName(), stack.appSecret(), stack),
                        secret(whatsapp.verifyTokenName(), stack.verifyToken(), stack))
                .flatMap(Optional::stream);
        return Stream.concat(notices, its);
    }

    private static Optional<String> secret(@Nullable String own, String operators, StackSettings stack) {
        return own == null && stack.topic().isPresent() ? Optional.empty() : Optional.of(own == null ? operators : own);
    }
}
