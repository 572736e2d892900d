package io.quantumlayer.recipes.recipe;

import freemarker.core.ParseException;
import io.quantumlayer.prompt.text.Phrase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with a recipe that is well-formed YAML, before a run stumbles over it. */
final class RecipeChecks {

    private static final Set<String> FILE_KINDS = Set.of("source", "test", "build");
    private static final Set<String> CASE_KINDS = Set.of("example", "boundary", "negative", "property", "contract");

    private final String folder;
    private final Recipe recipe;
    private final Templates templates;
    private final List<String> faults = new ArrayList<>();

    private RecipeChecks(String folder, Recipe recipe, Templates templates) {
        this.folder = folder;
        this.recipe = recipe;
        this.templates = templates;
    }

    static List<String> faults(String folder, Recipe recipe, Templates templates) {
        RecipeChecks checks = new RecipeChecks(folder, recipe, templates);
        checks.run();
        return checks.faults;
    }

    private void run() {
        expect(recipe.id().equals(folder), "id", "must be the folder's name, " + folder);
        expect(recipe.id().matches("[a-z][a-z0-9-]*"), "id", "must be lower case with hyphens");
        expect(recipe.version().matches("\\d+\\.\\d+\\.\\d+"), "version", "must be like 1.0.0");
        expect(Set.of(Recipe.ENTITIES).containsAll(recipe.needs()), "needs", "knows entities only");
        expect(!recipe.requirements().isEmpty(), "requirements", "must not be empty");
        expect(!recipe.languages().isEmpty(), "languages", "must not be empty");
        match();
        requirements();
        cases();
        texts("assumptions", recipe.assumptions());
        texts("questions", recipe.questions());
        for (int i = 0; i < recipe.operations().size(); i++) {
            Recipe.Operation operation = recipe.operations().get(i);
            forEach("operations[" + i + "]", operation.forEach());
            texts("operations[" + i + "]", List.of(operation.name(), operation.description()));
        }
        recipe.languages().forEach(this::language);
    }

    private void match() {
        Recipe.Match match = recipe.match();
        if (match == null) {
            expect(recipe.kind() == Recipe.Kind.MINIMAL, "match", "is missing");
            return;
        }
        expect(!match.all().isEmpty(), "match.all", "must have a group");
        for (int i = 0; i < match.all().size(); i++) {
            expect(!match.all().get(i).isEmpty(), "match.all[" + i + "]", "must have a phrase");
            phrases("match.all[" + i + "]", match.all().get(i));
        }
        phrases("match.none", match.none());
        phrases("called", recipe.called());
        for (int i = 0; i < recipe.exchanges().size(); i++) {
            phrases("exchanges[" + i + "].takes", recipe.exchanges().get(i).takes());
            phrases("exchanges[" + i + "].gives", recipe.exchanges().get(i).gives());
        }
    }

    private void requirements() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < recipe.requirements().size(); i++) {
            Recipe.Requirement requirement = recipe.requirements().get(i);
            String member = "requirements[" + i + "]";
            expect(ids.add(requirement.id()), member + ".id", "is used twice");
            expect(requirement.id().startsWith("R"), member + ".id", "must begin with R");
            forEach(member, requirement.forEach());
            texts(member, List.of(requirement.id(), requirement.text()));
            texts(member + ".acceptance", requirement.acceptance());
            texts(member + ".phrases", requirement.phrases());
            phrases(member + ".beside", requirement.beside());
            phrases(member + ".phrases", requirement.phrases());
        }
    }

    private void cases() {
        Set<String> requirements = new HashSet<>();
        recipe.requirements().forEach(requirement -> requirements.add(requirement.id()));
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < recipe.cases().size(); i++) {
            Recipe.Case test = recipe.cases().get(i);
            String member = "cases[" + i + "]";
            expect(ids.add(test.id()), member + ".id", "is used twice");
            expect(test.id().startsWith("T"), member + ".id", "must begin with T");
            expect(CASE_KINDS.contains(test.kind()), member + ".kind", "must be one of " + sorted(CASE_KINDS));
            forEach(member, test.forEach());
            texts(member, List.of(test.id(), test.name()));
            for (String covered : test.covers()) {
                expect(
                        requirements.contains(covered),
                        member + ".covers",
                        "names " + covered + ", which no requirement has");
            }
        }
    }

    private void language(String language, Recipe.LanguageFiles files) {
        String at = "languages." + language;
        Set<String> paths = new HashSet<>();
        files.files().forEach(file -> paths.add(file.path()));
        expect(paths.size() == files.files().size(), at + ".files", "has a path twice");
        expect(files.files().stream().anyMatch(file -> file.kind().equals("source")), at + ".files", "has no source");
        expect(files.files().stream().anyMatch(file -> file.kind().equals("test")), at + ".files", "has no test");
        expect(!files.entryPoints().isEmpty(), at + ".entry_points", "must not be empty");
        for (int i = 0; i < files.entryPoints().size(); i++) {
            Recipe.EntryPoint entry = files.entryPoints().get(i);
            expect(paths.contains(entry.file()), at + ".entry_points[" + i + "].file", "is not among the files");
            texts(at + ".entry_points[" + i + "]", List.of(entry.file(), entry.symbol()));
        }
        for (int i = 0; i < files.files().size(); i++) {
            Recipe.FileTemplate file = files.files().get(i);
            String member = at + ".files[" + i + "]";
            expect(FILE_KINDS.contains(file.kind()), member + ".kind", "must be one of " + sorted(FILE_KINDS));
            expect(
                    !file.path().startsWith("/")
                            && !file.path().contains("..")
                            && !file.path().contains("\\"),
                    member + ".path",
                    "must stay inside the project");
            forEach(member, file.forEach());
            texts(member, List.of(file.path(), file.purpose()));
            template(member + ".template", file.template());
            for (String needed : file.dependsOn()) {
                expect(
                        paths.contains(needed),
                        member + ".depends_on",
                        "names " + needed + ", which is not among the files");
            }
        }
    }

    private void template(String member, String template) {
        try {
            templates.check(recipe.id() + "/" + template);
        } catch (ParseException malformed) {
            faults.add(member + " is no template: " + malformed.getEditorMessage() + " at line "
                    + malformed.getLineNumber() + " of " + template);
        } catch (IOException missing) {
            faults.add(member + " names " + template + ", which does not exist");
        }
    }

    private void texts(String member, List<String> texts) {
        for (String text : texts) {
            try {
                templates.checkText(text);
            } catch (IOException malformed) {
                faults.add(member + " has a text that is no template: \"" + text + "\"");
            }
        }
    }

    private void phrases(String member, List<String> phrases) {
        for (String phrase : phrases) {
            try {
                Phrase read = Phrase.of(phrase);
                expect(!read.toString().isEmpty(), member, "has an empty phrase");
            } catch (IllegalArgumentException wordless) {
                faults.add(member + ": " + wordless.getMessage());
            }
        }
    }

    private void forEach(String member, @Nullable String forEach) {
        expect(forEach == null || forEach.equals(Recipe.ENTITIES), member + ".for_each", "knows entities only");
    }

    private void expect(boolean holds, String member, String fault) {
        if (!holds) {
            faults.add(member + " " + fault);
        }
    }

    private static String sorted(Set<String> names) {
        return String.join(", ", new TreeSet<>(names));
    }
}
