package io.quantumlayer.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiContractTests {

    private static final String RELEASED = """
            {"openapi":"3.0.1","info":{"title":"shelf","version":"1.0.0"},
             "paths":{
              "/books":{"post":{"operationId":"add",
               "parameters":[{"name":"dry","in":"query","schema":{"type":"boolean"}}],
               "requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/New"}}}},
               "responses":{"201":{"description":"Created","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Book"}}}},
                            "409":{"description":"Conflict"}}}},
              "/books/{id}":{"get":{"operationId":"one",
               "parameters":[{"name":"id","in":"path","required":true,"schema":{"type":"string"}}],
               "responses":{"200":{"description":"OK","content":{"application/json":{"schema":{"type":"array","items":{"$ref":"#/components/schemas/Book"}}}}}}},
               "delete":{"operationId":"drop",
               "parameters":[{"name":"id","in":"path","required":true,"schema":{"type":"string"}}],
               "responses":{"204":{"description":"Gone"}}}}},
             "components":{"schemas":{
              "New":{"type":"object","required":["title"],"properties":{
               "title":{"type":"string","minLength":1,"maxLength":80},"kind":{"type":"string","enum":["novel","essay"]}}},
              "Book":{"type":"object","properties":{"id":{"type":"string"},"pages":{"type":"integer","format":"int32"}}}}}}
            """;

    @Test
    void seesNoBreakInTheSameDocument() {
        assertThat(ApiContract.broken(RELEASED, RELEASED)).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            path removed              | "/books":                             | "/tomes":
            operation removed         | "delete":{                            | "put":{
            response removed          | "409":                                | "410":
            response member removed   | "pages":{"type":"integer","format":"int32"} | "leaves":{"type":"integer","format":"int32"}
            response type changed     | "pages":{"type":"integer","format":"int32"} | "pages":{"type":"string"}
            response member in a list | "array","items":{"$ref":"#/components/schemas/Book"} | "array","items":{"type":"string"}
            request member required   | "required":["title"]                  | "required":["title","kind"]
            request type changed      | "title":{"type":"string",             | "title":{"type":"boolean",
            request value removed     | "enum":["novel","essay"]              | "enum":["novel"]
            request text shortened    | "maxLength":80                        | "maxLength":40
            request text lengthened   | "minLength":1                         | "minLength":3
            parameter required        | "name":"dry","in":"query",            | "name":"dry","in":"query","required":true,
            parameter removed         | "name":"dry"                          | "name":"try"
            media type changed        | "content":{"application/json":{"schema":{"$ref":"#/components/schemas/New"}}} | "content":{"text/plain":{"schema":{"type":"string"}}}
            """)
    void namesABreakingChange(String what, String released, String now) {
        String changed = RELEASED.replace(released, now);

        assertThat(changed).as(what).isNotEqualTo(RELEASED);
        assertThat(ApiContract.broken(RELEASED, changed)).as(what).isNotBlank();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            path added               | "paths":{                        | "paths":{"/new":{"get":{"responses":{"200":{"description":"OK"}}}},
            operation added          | "delete":{                       | "put":{"parameters":[{"name":"id","in":"path","required":true,"schema":{"type":"string"}}],"responses":{"204":{"description":"Kept"}}},"delete":{
            response member added    | "pages":{                        | "isbn":{"type":"string"},"pages":{
            optional request member  | "kind":{                         | "isbn":{"type":"string"},"kind":{
            request member optional  | "required":["title"],            | ``
            request value added      | "enum":["novel","essay"]         | "enum":["novel","essay","atlas"]
            request text lengthened  | "maxLength":80                   | "maxLength":160
            optional parameter       | [{"name":"dry"                   | [{"name":"wet","in":"query","schema":{"type":"boolean"}},{"name":"dry"
            description changed      | "description":"Created"          | "description":"Made"
            version changed          | "version":"1.0.0"                | "version":"1.1.0"
            """)
    void letsAnAdditionPass(String what, String released, String now) {
        String changed = RELEASED.replace(released, now);

        assertThat(changed).as(what).isNotEqualTo(RELEASED);
        assertThat(ApiContract.broken(RELEASED, changed)).as(what).isNull();
    }

    @Test
    void refusesWhatIsNoDocument() {
        assertThatThrownBy(() -> ApiContract.broken(RELEASED, "{}")).isInstanceOf(IllegalArgumentException.class);
    }
}
