// Scripts that look like those that read tokens of ServiceAccounts, and are none.

const raw = String.raw;

export const nearMisses: readonly string[] = [
  // Other keys of Secrets, and other Secrets.
  raw`kubectl get secret db -o jsonpath='{.data.password}' | base64 -d`,
  raw`kubectl get secret db -o jsonpath='{.data.token-cache}' | base64 -d`,
  raw`kubectl get secret $(kubectl get secret | grep db-auth | awk '{print $1}') -o jsonpath='{.data.password}' | base64 -d`,
  raw`kubectl get secret $(kubectl get secret | grep app-token | awk '{print $1}') -o jsonpath='{.data.password}' | base64 -d`,
  raw`kubectl get secret -l owner=helm -o name`,
  raw`kubectl get secret -l owner=helm,name=app --sort-by=.metadata.creationTimestamp -o name | tail -1`,
  raw`kubectl get secret $(kubectl get secret -l owner=helm -o name | tail -1 | cut -d/ -f2) -o json | jq .data.release`,
  raw`kubectl get secret regcred -o jsonpath='{.data.\.dockerconfigjson}' | base64 -d`,
  raw`kubectl get secret $(kubectl get sa robot -o jsonpath='{.imagePullSecrets[0].name}') -o yaml`,
  raw`oc get sa builder -o jsonpath='{.secrets[?(@.name=="builder-dockercfg")].name}'`,
  raw`oc get secret $(oc get sa robot -o jsonpath='{.secrets[0].name}') -o jsonpath='{.metadata.annotations.openshift\.io/token-secret\.value}'`,
  raw`kubectl describe sa robot | grep 'Image pull secrets'`,
  raw`kubectl get sa robot -o jsonpath='{.metadata.uid}'`,
  raw`kubectl get sa robot -o json | jq -r .metadata.name`,
  raw`kubectl get sa robot -o yaml`,
  raw`kubectl get sa`,
  raw`kubectl get secrets`,
  raw`kubectl get secrets | grep robot-token`,
  raw`kubectl describe secret app`,
  raw`kubectl describe secrets`,
  raw`kubectl get secret app -o yaml`,
  raw`kubectl get secret github -o jsonpath='{.data.token}' | base64 -d`,
  raw`GH_TOKEN=$(kubectl get secret github -o jsonpath='{.data.token}' | base64 -d); curl -H "Authorization: $GH_TOKEN" https://example.org`,
  raw`kubectl get secret "$SECRET" -o jsonpath='{.data.token}' | base64 -d`,
  raw`kubectl get secret $(kubectl -n kube-system get secret | grep bootstrap-token | awk '{print $1}') -o jsonpath='{.data.token-secret}'`,
  raw`kubectl -n kube-system describe secret $(kubectl -n kube-system get secret | grep bootstrap-token | awk '{print $1}')`,
  raw`kubectl get secret $(kubectl get secret | grep github-token | awk '{print $1}') -o jsonpath='{.data.token}' | base64 -d`,
  raw`kubectl describe secret $(kubectl get secret | grep tls | awk '{print $1}')`,
  raw`kubectl get secret my-cert-token -o jsonpath='{.data.tls\.crt}' | base64 -d`,
  raw`kubectl get configmap $(kubectl get sa robot -o name) -o yaml`,
  raw`kubectl get secret argocd-initial-admin-secret -n argocd -o jsonpath="{.data.password}" | base64 -d`,
  // What is said, and not run.
  raw`# kubectl get secret $(kubectl get sa robot -o jsonpath='{.secrets[0].name}')`,
  raw`date # oc sa get-token robot`,
  raw`echo 'oc sa get-token robot'`,
  raw`echo "run: kubectl get sa robot -o jsonpath='{.secrets[0].name}'"`,
  raw`printf '%s\n' 'kubectl describe secret $(kubectl get secret | grep robot-token)'`,
  raw`cat <<'EOF'
oc sa get-token robot
$(oc sa get-token robot)
EOF`,
  raw`cat <<-'EOF'
	$(oc sa get-token robot)
	EOF`,
  raw`cat <<EOF
oc sa get-token robot
EOF`,
  raw`HELP='oc sa get-token robot'`,
  raw`alias t='oc sa get-token robot'`,
  // Scripts that ask for a token.
  raw`kubectl create token robot`,
  raw`kubectl create token robot || kubectl get secret $(kubectl get sa robot -o jsonpath='{.secrets[0].name}') -o jsonpath='{.data.token}' | base64 -d`,
  raw`if [ "$MINOR" -ge 24 ]; then T=$(kubectl create token "$SA"); else T=$(oc sa get-token $SA); fi`,
  raw`oc create token robot -n apps`,
  // Scripts that make the Secret they read.
  raw`kubectl create secret generic robot-token --type=kubernetes.io/service-account-token
kubectl get secret robot-token-x7k2p -o jsonpath='{.data.token}' | base64 -d`,
  raw`kubectl apply -f - <<'EOF'
apiVersion: v1
kind: Secret
type: kubernetes.io/service-account-token
EOF
kubectl get secret $(kubectl get secret | grep robot-token | awk '{print $1}') -o jsonpath='{.data.token}' | base64 -d`,
  raw`kubectl patch sa robot -p '{"secrets":[{"name":"robot-secret"}]}'
kubectl get sa robot -o jsonpath='{.secrets[0].name}'`,
  raw`T=$(oc sa get-token robot)
if [ -z "$T" ]; then oc apply -f service-account-token.yaml; fi`,
  raw`S=$(kubectl get sa robot -o json | jq -r '.secrets[0].name')
if [ "$S" == "null" ]; then
  printf 'type: kubernetes.io/service-account-token' | kubectl apply -f -
fi`,
  // Other programs, other verbs.
  raw`vault token lookup -format=json | jq -r .data.token`,
  raw`vault kv get -format=json secret/robot | jq -r .data.token`,
  raw`gcloud secrets versions access latest --secret=robot-token`,
  raw`aws secretsmanager get-secret-value --secret-id robot-token | jq -r .SecretString`,
  raw`docker secret ls | grep robot-token | awk '{print $1}'`,
  raw`heroku sa get-token robot`,
  raw`oc whoami -t`,
  raw`oc sa get-token`,
  raw`oc sa create-kubeconfig robot`,
  raw`kubectl delete secret $(kubectl get secret | grep robot-token | awk '{print $1}')`,
  raw`kubectl get secret -o name | grep robot-token | xargs kubectl delete`,
  raw`kubectl label secret $(kubectl get secret -o name | grep robot-token) a=b`,
  raw`kubectl create secret generic app --from-literal=token=$TOKEN`,
  raw`kubectl get pods -o json | jq -r '.items[].spec.volumes[].secret.secretName' | grep token`,
  raw`kubectl get sa robot -o json | jq '.secrets = []' | kubectl replace -f - <in`,
  raw`cat /var/run/secrets/kubernetes.io/serviceaccount/token`,
  raw`kubectl get secret ci -o json | jq -r '.data["npm-token"]' | base64 -d`,
  raw`kubectl get secrets -A | grep -v token`,
  raw`kubectl get secret $(cat name) -o jsonpath='{.data.token}' | base64 -d`,
];
