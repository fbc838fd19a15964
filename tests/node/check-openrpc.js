// Reads an OpenRPC document on standard input and prints what is wrong with it as a JSON list: by OpenRPC's own validator, and each example
// against the schemas of its method.
const Ajv = require("ajv").default;
const { validateOpenRPCDocument } = require("@open-rpc/schema-utils-js");

const document = JSON.parse(require("fs").readFileSync(0, "utf8"));
const verdict = validateOpenRPCDocument(document);
const faults = verdict === true ? [] : [verdict.message];

const ajv = new Ajv({ strict: false });
ajv.addSchema({ $id: "document", components: document.components });
const compile = schema => ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"document#/components')));
const check = (what, schema, value) => {
  const isRight = compile(schema);
  if (!isRight(value)) faults.push({ what, errors: isRight.errors });
};
for (const method of document.methods) {
  for (const example of method.examples ?? []) {
    check(`result of ${method.name}`, method.result.schema, example.result.value);
    for (const { name, value } of example.params) {
      check(`${name} of ${method.name}`, method.params.find(one => one.name === name).schema, value);
    }
  }
  const notified = method["x-notifications"];
  for (const { value } of notified?.examples ?? []) check(`notification of ${method.name}`, notified.params, value);
}

console.log(JSON.stringify(faults));
