// Ways in which scripts read the token of the ServiceAccount `robot` from a Secret, in namespace `apps` or in none, and
// what they become. `undefined`: found, and left to a person.

export type Idiom = readonly [script: string, becomes: string | undefined];

const raw = String.raw;
const name = raw`-o jsonpath='{.secrets[0].name}'`;
const token = raw`-o jsonpath='{.data.token}'`;

/** The Secret's name comes from the ServiceAccount. */
export const byAccount: readonly Idiom[] = [
  [`kubectl get secret $(kubectl get sa robot ${name}) ${token} | base64 -d`, 'kubectl create token robot'],
  [
    `kubectl get secret "$(kubectl get sa robot ${name})" ${token} | base64 --decode`,
    'kubectl create token robot',
  ],
  [`kubectl get secrets/$(kubectl get sa/robot ${name}) ${token} | base64 -D`, 'kubectl create token robot'],
  [
    `kubectl -n apps get secret $(kubectl -n apps get serviceaccount robot ${name}) ${token} | base64 -d`,
    'kubectl create token robot -n apps',
  ],
  [
    `kubectl get secret -n apps $(kubectl get sa robot --namespace=apps ${name}) ${token} | base64 -d`,
    'kubectl create token robot -n apps',
  ],
  [
    `TOKEN=$(kubectl get secret $(kubectl get serviceaccounts robot ${name}) ${token} | base64 -d)\necho "$TOKEN"`,
    'TOKEN=$(kubectl create token robot)\necho "$TOKEN"',
  ],
  [
    `S=$(kubectl get sa robot ${name})\nT=$(kubectl get secret $S ${token} | base64 -d)`,
    'T=$(kubectl create token robot)',
  ],
  [
    `S=$(kubectl get sa robot -n apps ${name})\n\n# reads it\nT=$(kubectl get secret "\${S}" -n apps ${token} | base64 -d)`,
    '\n# reads it\nT=$(kubectl create token robot -n apps)',
  ],
  [
    `S=$(kubectl get sa robot ${name}) && kubectl get secret $S ${token} | base64 -d`,
    'kubectl create token robot',
  ],
  [
    `S=$(kubectl get sa robot ${name}); kubectl get secret $S ${token} | base64 -d; echo`,
    'kubectl create token robot; echo',
  ],
  [
    `S=\`kubectl get sa robot ${name}\`\nT=\`kubectl get secret $S ${token} | base64 -d\``,
    'T=`kubectl create token robot`',
  ],
  [
    `S=$(kubectl get sa robot ${name})\nE=$(kubectl get secret $S ${token})\nT=$(echo $E | base64 -d)`,
    'T=$(kubectl create token robot)',
  ],
  [
    `S=$(kubectl get sa robot ${name})\nT=$(echo "$(kubectl get secret $S ${token})" | base64 -d)`,
    'T=$(kubectl create token robot)',
  ],
  [
    `kubectl get secret $(kubectl get sa robot -o jsonpath="{.secrets[0].name}") -o jsonpath="{['data']['token']}" | base64 -d`,
    'kubectl create token robot',
  ],
  [
    raw`kubectl get secret $(kubectl get sa robot -o jsonpath={$.secrets[0].name}) -o jsonpath={.data.token} | base64 -d`,
    'kubectl create token robot',
  ],
  [
    raw`kubectl get secret $(kubectl get sa robot -o jsonpath='{.secrets[].name}') -o=jsonpath='{.data.token}' | openssl base64 -d -A`,
    'kubectl create token robot',
  ],
  [
    raw`kubectl get secret $(kubectl get sa robot -o=jsonpath='{.secrets[*].name}') -ojsonpath='{.data.token}' | base64 -di`,
    'kubectl create token robot',
  ],
  [
    raw`kubectl get secret $(kubectl get sa robot -o go-template='{{range .secrets}}{{.name}}{{end}}') -o go-template='{{.data.token | base64decode}}'`,
    'kubectl create token robot',
  ],
  [
    raw`kubectl get secret $(kubectl get sa robot -o go-template --template='{{(index .secrets 0).name}}') -o go-template='{{index .data "token"}}' | base64 -d`,
    'kubectl create token robot',
  ],
  [
    raw`kubectl get secret $(kubectl get sa robot -o json | jq -r '.secrets[0].name') -o json | jq -r '.data.token' | base64 -d`,
    'kubectl create token robot',
  ],
  [
    raw`kubectl get secret $(kubectl get sa robot -o json | jq -r .secrets[].name) -o json | jq -r '.data["token"]|@base64d'`,
    'kubectl create token robot',
  ],
  [
    raw`kubectl get secret $(kubectl get sa robot -o yaml | yq '.secrets[0].name') -o yaml | yq .data.token | base64 -d`,
    'kubectl create token robot',
  ],
  [
    raw`kubectl get secret $(kubectl get sa robot -o yaml | grep -A1 secrets | tail -1 | awk '{print $3}') -o yaml | grep token: | awk '{print $2}' | base64 -d`,
    'kubectl create token robot',
  ],
  [
    raw`kubectl get secret $(kubectl get sa robot -o yaml | grep 'name: robot-token' | cut -d: -f2 | tr -d ' ') ${token} | base64 -d`,
    'kubectl create token robot',
  ],
  [
    raw`kubectl describe secret $(kubectl describe sa robot | grep Tokens | awk '{print $2}') | grep token: | awk '{print $2}'`,
    'kubectl create token robot',
  ],
  [
    raw`kubectl describe secret $(kubectl describe sa robot | awk '/Tokens:/{print $2}') | awk '/^token:/{print $2}'`,
    'kubectl create token robot',
  ],
  [
    `kubectl get sa robot ${name} | xargs kubectl get secret ${token} | base64 -d`,
    'kubectl create token robot',
  ],
  [
    `kubectl get sa robot ${name} | xargs -I{} kubectl get secret {} ${token} | base64 -d`,
    'kubectl create token robot',
  ],
  [
    `SA=robot\nkubectl get secret $(kubectl get sa $SA ${name}) ${token} | base64 -d`,
    'SA=robot\nkubectl create token $SA',
  ],
  [
    `SA=robot NS=apps; kubectl -n "$NS" get secret $(kubectl -n "$NS" get sa "$SA" ${name}) ${token} | base64 -d`,
    'SA=robot NS=apps; kubectl create token "$SA" -n "$NS"',
  ],
  [
    `KUBECTL=kubectl\n$KUBECTL get secret $($KUBECTL get sa robot ${name}) ${token} | base64 -d`,
    'KUBECTL=kubectl\n$KUBECTL create token robot',
  ],
  [
    `kubectl --context dev get secret $(kubectl --context dev get sa robot ${name}) ${token} | base64 -d`,
    'kubectl --context dev create token robot',
  ],
  [
    `sh -c 'kubectl get secret $(kubectl get sa robot -o jsonpath="{.secrets[0].name}") -o jsonpath="{.data.token}" | base64 -d'`,
    "sh -c 'kubectl create token robot'",
  ],
  [
    `bash -ec "kubectl get secret $(kubectl get sa robot ${name}) ${token} | base64 -d"`,
    'bash -ec "kubectl create token robot"',
  ],
  [
    `kubectl get secret \\\n  $(kubectl get sa robot \\\n    ${name}) \\\n  ${token} \\\n  | base64 -d > token.txt`,
    'kubectl create token robot > token.txt',
  ],
  [
    `cat <<EOF\ntoken: $(kubectl get secret $(kubectl get sa robot ${name}) ${token} | base64 -d)\nEOF`,
    'cat <<EOF\ntoken: $(kubectl create token robot)\nEOF',
  ],
  [
    `if true; then\n  S=$(kubectl get sa robot ${name})\n  T=$(kubectl get secret $S ${token} | base64 -d)\nfi`,
    'if true; then\n  T=$(kubectl create token robot)\nfi',
  ],
  [
    `login() {\n  local s=$(kubectl get sa robot ${name})\n  kubectl get secret $s ${token} | base64 -d\n}\nlogin`,
    'login() {\n  kubectl create token robot\n}\nlogin',
  ],
  [
    `S=$(kubectl get sa robot ${name})\nkubectl get secret $S -o jsonpath='{.data.ca\\.crt}' > ca.crt\nkubectl get secret $S ${token} | base64 -d`,
    undefined,
  ],
  [`export S=$(kubectl get sa robot ${name})\nkubectl get secret $S ${token} | base64 -d`, undefined],
  [`kubectl get sa robot ${name}`, undefined],
  [`kubectl get secret $(kubectl get sa robot -n apps ${name}) ${token} | base64 -d`, undefined],
  [
    `for sa in robot other; do\n  S=$(kubectl get sa $sa ${name})\ndone\nkubectl get secret $S ${token} | base64 -d`,
    undefined,
  ],
];

/** The Secret is looked for by its name. */
export const bySearch: readonly Idiom[] = [
  [
    raw`kubectl get secret $(kubectl get secret | grep robot-token | awk '{print $1}') -o jsonpath='{.data.token}' | base64 -d`,
    'kubectl create token robot',
  ],
  [
    raw`kubectl describe secret $(kubectl get secrets | grep ^robot-token- | cut -f1 -d ' ') | grep -E '^token' | cut -f2 -d: | tr -d ' '`,
    'kubectl create token robot',
  ],
  [
    raw`kubectl -n apps describe secret $(kubectl -n apps get secret | grep robot-token | awk '{print $1}')`,
    'kubectl create token robot -n apps',
  ],
  [
    raw`kubectl -n apps describe secret $(kubectl -n apps get secret | awk '/robot-token/{print $1}') | awk '$1=="token:"{print $2}'`,
    'kubectl create token robot -n apps',
  ],
  [
    raw`kubectl get $(kubectl get secrets -o name | grep robot-token | head -n 1) -o jsonpath='{.data.token}' | base64 -d`,
    'kubectl create token robot',
  ],
  [
    raw`S=$(kubectl get secrets --no-headers | grep robot-token | head -1 | awk '{print $1}')
kubectl get secret $S -o jsonpath={.data.token} | base64 --decode`,
    'kubectl create token robot',
  ],
  [
    raw`SA=robot
S=$(kubectl get secrets | grep "$SA-token" | awk '{print $1}')
T=$(kubectl get secret $S -o jsonpath='{.data.token}' | base64 -d)`,
    'SA=robot\nT=$(kubectl create token "$SA")',
  ],
  [
    raw`kubectl get secret | grep robot | grep service-account-token | awk '{print $1}' | xargs kubectl describe secret | grep token: | awk '{print $2}'`,
    'kubectl create token robot',
  ],
  [
    raw`kubectl get secret $(kubectl get secret -o json | jq -r '.items[].metadata | select(.name|startswith("robot-token")) | .name') -o jsonpath='{.data.token}' | base64 -d`,
    'kubectl create token robot',
  ],
  [
    raw`kubectl get secrets -o jsonpath="{.items[?(@.metadata.annotations['kubernetes\.io/service-account\.name']=='robot')].data.token}" | base64 -d`,
    'kubectl create token robot',
  ],
  [
    raw`kubectl get secrets -n apps -o json | jq -r '.items[] | select(.metadata.annotations["kubernetes.io/service-account.name"]=="robot") | .data.token' | base64 -d`,
    'kubectl create token robot -n apps',
  ],
  [
    raw`kubectl get secret $(kubectl get secret --field-selector type=kubernetes.io/service-account-token | grep robot | awk '{print $1}') -o jsonpath='{.data.token}' | base64 -d`,
    'kubectl create token robot',
  ],
  [
    raw`kubectl describe secrets -n apps $(kubectl get secrets -A | grep robot-token | awk '{print $2}')`,
    undefined,
  ],
  [
    raw`kubectl describe secret $(kubectl get secret | grep token | awk '{print $1}') | grep token:`,
    undefined,
  ],
];

/** More of both kinds, as they are met. */
export const asMet: readonly Idiom[] = [
  [
    raw`T=$(kubectl describe secret $(kubectl get secrets | grep robot | cut -f1 -d ' ') | grep -E '^token' | cut -f2 -d':' | tr -d ' ')`,
    'T=$(kubectl create token robot)',
  ],
  [
    raw`S=$(kubectl get secret -n apps -o jsonpath='{range .items[*]}{.metadata.name}{"\n"}{end}' | grep -i robot-token)
kubectl get secret "$S" -n apps -o jsonpath='{.data.token}' | base64 --decode; echo`,
    'kubectl create token robot -n apps; echo',
  ],
  [
    raw`cat <<OUTER
config: $(cat <<EOF | base64
  token: $(oc sa get-token robot -n apps)
EOF
)
OUTER`,
    raw`cat <<OUTER
config: $(cat <<EOF | base64
  token: $(oc create token robot -n apps)
EOF
)
OUTER`,
  ],
  [
    raw`kubectl get secret --namespace=apps $(kubectl --namespace=apps get sa robot -o=json | jq -r '.secrets[0].name') -o=json | jq -r '.data .token' | base64 -d - > token`,
    'kubectl create token robot -n apps > token',
  ],
  [
    raw`S=$(kubectl get sa robot -o json | jq -r .secrets[0].name)
T=$(kubectl get secret/$S -o jsonpath='{.data.token}' | base64 -d
)`,
    'T=$(kubectl create token robot\n)',
  ],
  [
    raw`S=$(kubectl get secret | grep robot-token | cut -d " " -f1)
kubectl describe secret $S | grep token: | awk '{print $2}'`,
    'kubectl create token robot',
  ],
];

/** Commands of `oc`, and Secrets by their names. */
export const others: readonly Idiom[] = [
  ['oc sa get-token robot', 'oc create token robot'],
  ['TOKEN=$(oc sa get-token robot -n apps)', 'TOKEN=$(oc create token robot -n apps)'],
  ['TOKEN=`oc serviceaccounts get-token robot`', 'TOKEN=`oc create token robot`'],
  ['oc -n apps serviceaccounts get-token "robot" > token', 'oc create token "robot" -n apps > token'],
  ['TOKEN="$(oc sa new-token robot)"', 'TOKEN="$(oc create token robot)"'],
  [
    'oc login --token="$(oc sa get-token robot)" https://example.org',
    'oc login --token="$(oc create token robot)" https://example.org',
  ],
  [raw`kubectl get secret robot-token-x7k2p -o jsonpath='{.data.token}' | base64 -d`, undefined],
  [
    raw`T=$(kubectl get secret robot-secret -n apps -ojsonpath='{.data.token}' | base64 -d)
kubectl config set-credentials robot --token=$T`,
    undefined,
  ],
];
